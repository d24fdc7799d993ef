using System.Text;
using System.Text.RegularExpressions;

namespace WireSP.Expressions.Matching;

/// <summary>
/// Compiles patterns in the language's dialect (PCRE) to .NET's: classes by name, possessive quantifiers, and letters
/// such as <c>\d</c> that mean ASCII only. What .NET has no words for is refused when the pattern is compiled.
/// </summary>
internal static class RegexPattern
{
    private static readonly (string Name, string Members)[] NamedClasses =
    [
        ("alnum", "a-zA-Z0-9"), ("alpha", "a-zA-Z"), ("ascii", @"\x00-\x7F"), ("blank", @" \t"),
        ("cntrl", @"\x00-\x1F\x7F"), ("digit", "0-9"), ("graph", @"\x21-\x7E"), ("lower", "a-z"),
        ("print", @"\x20-\x7E"), ("punct", @"!-/:-@\[-`{-~"), ("space", @" \t\n\v\f\r"), ("upper", "A-Z"),
        ("word", "a-zA-Z0-9_"), ("xdigit", "0-9a-fA-F"),
    ];

    /// <summary>Compiles a pattern with its option letters.</summary>
    /// <exception cref="ExpressionSyntaxException">An option or the pattern is not legal.</exception>
    public static Regex Compile(string pattern, string options)
    {
        if (Encoding.UTF8.GetByteCount(pattern) > ExpressionLimits.RegexLengthBytesMax)
        {
            throw new ExpressionSyntaxException(
                51091, $"a regular expression may have {ExpressionLimits.RegexLengthBytesMax} bytes at most");
        }

        try
        {
            var parsed = ParseOptions(options) | RegexOptions.CultureInvariant;
            return new Regex(Translate(pattern), parsed, ExpressionLimits.RegexTimeMax);
        }
        catch (ArgumentException error)
        {
            throw new ExpressionSyntaxException(51091, $"Regular expression is invalid: {error.Message}");
        }
    }

    private static RegexOptions ParseOptions(string options)
    {
        var parsed = RegexOptions.None;
        foreach (var letter in options)
        {
            parsed |= letter switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                // Text is always UTF-8 here, which is all that the letter asks for.
                'u' => RegexOptions.None,
                _ => throw new ExpressionSyntaxException(
                    51108, $"invalid flag in regex options: {letter}; known are i, m, s, u and x"),
            };
        }

        return parsed;
    }

    private static string Translate(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 16);
        var inClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            if (c == '\\' && i + 1 < pattern.Length)
            {
                AppendEscape(pattern[++i], inClass, result);
            }
            else if (inClass && c == '[' && TryReadNamedClass(pattern, i, out var members, out var length))
            {
                result.Append(members);
                i += length - 1;
            }
            else if (inClass && c == '[')
            {
                // Inside a class a bracket is itself in PCRE; .NET would read a subtraction.
                result.Append(@"\[");
            }
            else if (!inClass && c == '+' && i > 0 && EndsQuantifier(pattern, i - 1))
            {
                MakePossessive(result);
            }
            else
            {
                inClass = c switch { '[' => true, ']' => inClass && IsFirstInClass(pattern, i), _ => inClass };
                result.Append(c);
            }
        }

        return result.ToString();
    }

    private static void AppendEscape(char letter, bool inClass, StringBuilder result)
    {
        var members = letter switch
        {
            'd' => "0-9",
            'w' => "a-zA-Z0-9_",
            's' => @" \t\n\v\f\r",
            'h' => @" \t",
            _ => null,
        };
        _ = (members, inClass, letter) switch
        {
            ({ } set, true, _) => result.Append(set),
            ({ } set, false, _) => result.Append('[').Append(set).Append(']'),
            (null, false, 'D') => result.Append("[^0-9]"),
            (null, false, 'W') => result.Append("[^a-zA-Z0-9_]"),
            (null, false, 'S') => result.Append(@"[^ \t\n\v\f\r]"),
            (null, false, 'R') => result.Append(@"(?:\r\n|[\n\v\f\r\u0085\u2028\u2029])"),
            (null, false, 'z') => result.Append(@"\z"),
            _ => result.Append('\\').Append(letter),
        };
    }

    // A ']' that comes first in its class, or first after '^', is a member of it.
    private static bool IsFirstInClass(string pattern, int index) =>
        pattern[index - 1] == '[' || (pattern[index - 1] == '^' && index > 1 && pattern[index - 2] == '[');

    private static bool TryReadNamedClass(string pattern, int index, out string members, out int length)
    {
        members = "";
        length = 0;
        if (index + 1 >= pattern.Length || pattern[index + 1] != ':')
        {
            return false;
        }

        var end = pattern.IndexOf(":]", index + 2, StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var name = pattern[(index + 2)..end];
        foreach (var row in NamedClasses)
        {
            if (row.Name == name)
            {
                members = row.Members;
                length = end + 2 - index;
                return true;
            }
        }

        return false;
    }

    private static bool EndsQuantifier(string pattern, int index) =>
        pattern[index] is '*' or '+' or '?' or '}' && (index == 0 || pattern[index - 1] != '\\');

    // "x++" becomes "(?>x+)": the atom begins where its group, class or single character does.
    private static void MakePossessive(StringBuilder result)
    {
        var text = result.ToString();
        var quantifier = text.Length - 1;
        if (text[quantifier] == '}')
        {
            quantifier = text.LastIndexOf('{');
        }

        var start = quantifier < 1 ? 0 : AtomStart(text, quantifier - 1);
        result.Insert(start, "(?>").Append(')');
    }

    private static int AtomStart(string text, int end)
    {
        var (open, close) = text[end] switch { ')' => ('(', ')'), ']' => ('[', ']'), _ => ('\0', '\0') };
        if (open == '\0')
        {
            return end > 0 && text[end - 1] == '\\' ? end - 1 : end;
        }

        var depth = 0;
        for (var i = end; i >= 0; i--)
        {
            depth += text[i] == close ? 1 : text[i] == open ? -1 : 0;
            if (depth == 0)
            {
                return i;
            }
        }

        return end;
    }
}
