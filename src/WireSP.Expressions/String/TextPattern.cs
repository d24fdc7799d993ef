using System.Text;
using System.Text.RegularExpressions;
using WireSP.Expressions.Matching;
using WireSP.Expressions.Matching.Patterns;

namespace WireSP.Expressions.Operators;

/// <summary>A compiled regular expression: in general, and over bytes where pattern and text are simple.</summary>
internal sealed class TextPattern
{
    private TextPattern(Regex general, BytePattern? simple)
    {
        General = general;
        Simple = simple;
    }

    /// <summary>The expression for any text.</summary>
    public Regex General { get; }

    /// <summary>The expression over the bytes of ASCII; null where it is of another kind.</summary>
    public BytePattern? Simple { get; }

    /// <summary>Compiles a pattern with its option letters.</summary>
    /// <exception cref="ExpressionSyntaxException">An option or the pattern is not legal.</exception>
    public static TextPattern Compile(string pattern, string options) =>
        new(RegexPattern.Compile(pattern, options), options.Length == 0 ? BytePattern.TryParse(pattern) : null);

    /// <summary>The expression for a text that is simple; null for all others.</summary>
    public BytePattern? SimpleFor(ReadOnlySpan<byte> text) =>
        Simple is not null && Ascii.IsValid(text) ? Simple : null;
}
