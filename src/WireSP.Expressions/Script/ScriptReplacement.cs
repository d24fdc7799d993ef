using System.Text;
using Jint;
using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime.Interop;

namespace WireSP.Expressions.Script;

/// <summary>
/// A replacement's text with its signs (<c>$1</c>, <c>$&amp;</c>, …) as the function that gives it for each match,
/// charged each time.
/// </summary>
internal sealed class ScriptReplacement(string template, ScriptBudget budget)
{
    private readonly StringBuilder _text = new();

    /// <summary>The function.</summary>
    public ClrFunction ToFunction(Engine engine) => new(engine, "replacement", (_, given) => Expand(given));

    // What a replacing function is given: the match, the captures, the match's position, the text, perhaps the groups.
    private JsString Expand(JsValue[] given)
    {
        var groups = given[^1] as ObjectInstance;
        var textAt = given.Length - (groups is null ? 1 : 2);
        budget.CheckCall(template.Length);
        _text.Clear();
        for (var at = 0; at < template.Length;)
        {
            var sign = template.IndexOf('$', at);
            if (sign < 0 || sign + 1 == template.Length)
            {
                _text.Append(template, at, template.Length - at);
                break;
            }

            _text.Append(template, at, sign - at);
            at = Put(sign, given.AsSpan(0, textAt + 1), groups);
            budget.CheckCall(0);
        }

        return JsString.Create(_text.ToString());
    }

    // Puts what stands for the sign there, and says where the template goes on.
    private int Put(int sign, ReadOnlySpan<JsValue> given, ObjectInstance? groups)
    {
        var next = template[sign + 1];
        var position = (int)((JsNumber)given[^2]).AsNumber();
        switch (next)
        {
            case '$':
                _text.Append('$');
                return sign + 2;
            case '&':
                _text.Append(given[0]);
                return sign + 2;
            case '`':
                _text.Append(given[^1].ToString(), 0, position);
                return sign + 2;
            case '\'':
                var text = given[^1].ToString();
                var end = Math.Min(position + given[0].ToString().Length, text.Length);
                _text.Append(text, end, text.Length - end);
                return sign + 2;
            case '<' when groups is not null && template.IndexOf('>', sign) is > 0 and var close:
                var group = groups.Get(template[(sign + 2)..close]);
                _text.Append(group is JsUndefined ? "" : group.ToString());
                return close + 1;
            case >= '0' and <= '9':
                return PutCapture(sign, given[1..^2]);
            default:
                _text.Append('$');
                return sign + 1;
        }
    }

    private int PutCapture(int sign, ReadOnlySpan<JsValue> captures)
    {
        var number = template[sign + 1] - '0';
        var length = 2;
        if (sign + 2 < template.Length && char.IsAsciiDigit(template[sign + 2])
            && (number * 10) + template[sign + 2] - '0' is var longer && longer <= captures.Length && longer > 0)
        {
            number = longer;
            length = 3;
        }

        if (number >= 1 && number <= captures.Length)
        {
            var capture = captures[number - 1];
            _text.Append(capture is JsUndefined ? "" : capture.ToString());
        }
        else
        {
            _text.Append(template, sign, length);
        }

        return sign + length;
    }
}
