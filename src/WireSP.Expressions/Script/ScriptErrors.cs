using Jint.Native;
using Jint.Native.Object;
using Jint.Runtime;

namespace WireSP.Expressions.Script;

/// <summary>Failures of JavaScript.</summary>
internal static class ScriptErrors
{
    /// <summary>The server's code for a failure of its interpreter.</summary>
    public const int InterpreterFailure = 139;

    private const int MessageLengthMax = 400;

    /// <summary>What is said of a pattern that is too long.</summary>
    public static readonly string LongPattern =
        $"a regular expression may have {ExpressionLimits.RegexLengthBytesMax} bytes at most";

    /// <summary>The function threw.</summary>
    public static EvaluationException Thrown(string function, JavaScriptException error)
    {
        var place = error.Location is { SourceFile: ScriptBody.SourceName, Start.Line: var line }
            ? $" (line {line})"
            : "";
        return new(InterpreterFailure, $"{function} threw {Describe(error.Error)}{place}");
    }

    /// <summary>The function gave what is no value of a document.</summary>
    public static EvaluationException NoValue(string function, string what) =>
        new(InterpreterFailure, $"{function} gave {what}, which no document can hold");

    /// <summary>A regular expression was given up.</summary>
    public static EvaluationException SlowPattern(string function) =>
        new(
            InterpreterFailure,
            $"a regular expression in {function} took longer than "
                + $"{ExpressionLimits.RegexTimeMax.TotalMilliseconds} ms");

    /// <summary>The interpreter itself gave up.</summary>
    public static EvaluationException GaveUp(string function, Exception error) =>
        new(InterpreterFailure, Shorten($"{function} was given up: {error.Message}"));

    private static string Describe(JsValue thrown)
    {
        if (thrown is not ObjectInstance error)
        {
            return thrown is JsSymbol ? "a symbol" : Shorten(thrown.ToString());
        }

        // Only what stands there as text: a getter would run code of whoever threw it.
        var name = Text(error, "name");
        var message = Text(error, "message");
        return (name, message) switch
        {
            (null, null) => "an object",
            (null, _) => Shorten(message),
            (_, null or "") => Shorten(name),
            _ => Shorten($"{name}: {message}"),
        };
    }

    private static string? Text(ObjectInstance error, string property)
    {
        for (var holder = error; holder is not null; holder = holder.Prototype)
        {
            var descriptor = holder.GetOwnProperty(property);
            if (descriptor.Value is JsString text)
            {
                return text.ToString();
            }

            if (ScriptRealm.TryGetConstant(descriptor.Get, out var inherited))
            {
                return (inherited as JsString)?.ToString();
            }
        }

        return null;
    }

    private static string Shorten(string text) =>
        text.Length <= MessageLengthMax ? text : $"{text.AsSpan(0, MessageLengthMax)}…";
}
