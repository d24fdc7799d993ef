using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;
using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Matching;

/// <summary>
/// <c>$regex</c>: strings that the pattern matches somewhere, and regular expressions that are written the same.
/// Patterns without special characters are searched for as bytes.
/// </summary>
internal sealed class RegexTest : ValueTest
{
    private const int StackCharsMax = 512;

    private static readonly SearchValues<char> SpecialCharacters = SearchValues.Create(@"\^$.|?*+()[]{}");

    private readonly byte[] _source;
    private readonly byte[]? _literal;
    private readonly bool _literalAtStart;
    private readonly TextPattern? _regex;

    private RegexTest(string pattern, string options)
    {
        if (pattern.Contains('\0', StringComparison.Ordinal))
        {
            throw MatchErrors.BadValue("a regular expression cannot contain a NUL character");
        }

        _source = Encoding.UTF8.GetBytes($"{pattern}\0{string.Concat(options.Order())}\0");
        var rest = pattern.StartsWith('^') ? pattern[1..] : pattern;
        if (options.Length == 0 && !rest.AsSpan().ContainsAny(SpecialCharacters))
        {
            _literal = Encoding.UTF8.GetBytes(rest);
            _literalAtStart = rest.Length != pattern.Length;
        }
        else
        {
            _regex = TextPattern.Compile(pattern, options);
        }
    }

    /// <summary>The test of a regular expression value.</summary>
    public static RegexTest Of(BsonValue value)
    {
        var (pattern, options) = value.AsRegularExpression;
        return new RegexTest(pattern, options);
    }

    /// <summary>Parses <c>$regex</c> with the <c>$options</c> beside it; those may be missing.</summary>
    public static RegexTest Parse(BsonValue pattern, BsonValue options)
    {
        if (!options.IsMissing && options.Type != BsonType.String)
        {
            throw MatchErrors.BadValue("$options has to be a string");
        }

        if (pattern.Type == BsonType.RegularExpression)
        {
            var (text, own) = pattern.AsRegularExpression;
            if (own.Length > 0 && !options.IsMissing)
            {
                throw new ExpressionSyntaxException(51075, "options set in both $regex and $options");
            }

            return new RegexTest(text, options.IsMissing ? own : options.AsString);
        }

        return pattern.Type == BsonType.String
            ? new RegexTest(pattern.AsString, options.IsMissing ? "" : options.AsString)
            : throw MatchErrors.BadValue("$regex has to be a string");
    }

    public override bool Matches(in BsonValue value, EvaluationContext context) => value.Type switch
    {
        BsonType.String or BsonType.Symbol => MatchesText(value.Bytes, context),
        BsonType.RegularExpression => value.Bytes.SequenceEqual(_source),
        _ => false,
    };

    /// <summary>Whether the pattern matches somewhere in the text.</summary>
    public bool MatchesText(ReadOnlySpan<byte> utf8, EvaluationContext context)
    {
        if (_literal is not null)
        {
            return _literalAtStart ? utf8.StartsWith(_literal) : utf8.IndexOf(_literal) >= 0;
        }

        if (_regex!.SimpleFor(utf8) is { } simple)
        {
            Span<int> places = stackalloc int[simple.PlaceCount];
            if (simple.Search(utf8, 0, places) is { } found)
            {
                return found;
            }
        }

        return MatchesDecoded(utf8, context);
    }

    private bool MatchesDecoded(ReadOnlySpan<byte> utf8, EvaluationContext context)
    {
        char[]? rented = null;
        Span<char> chars = utf8.Length <= StackCharsMax
            ? stackalloc char[StackCharsMax]
            : rented = ArrayPool<char>.Shared.Rent(utf8.Length);
        try
        {
            var matches = _regex!.General.IsMatch(chars[..Encoding.UTF8.GetChars(utf8, chars)]);
            context.CheckTime();
            return matches;
        }
        catch (RegexMatchTimeoutException)
        {
            throw new EvaluationException(
                51156, "the regular expression took too long on this document: it backtracks too much");
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<char>.Shared.Return(rented);
            }
        }
    }
}
