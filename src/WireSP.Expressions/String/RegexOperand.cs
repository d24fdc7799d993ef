using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Reads the <c>regex</c> and <c>options</c> of the regular expression operators.</summary>
internal static class RegexOperand
{
    /// <summary>Compiles a pattern that is neither null nor missing.</summary>
    /// <exception cref="EvaluationException">Pattern or options are of a wrong type or not legal.</exception>
    public static TextPattern Compile(string name, in BsonValue regex, in BsonValue options)
    {
        if (regex.Type is not (BsonType.String or BsonType.RegularExpression))
        {
            throw ExpressionErrors.WrongType(51105, name, "a string or a regex as 'regex'", regex);
        }

        if (!options.IsNullish && options.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(51106, name, "a string as 'options'", options);
        }

        var (pattern, letters) = regex.Type == BsonType.String ? (regex.AsString, "") : regex.AsRegularExpression;
        if (!options.IsNullish)
        {
            letters = letters.Length == 0
                ? options.AsString
                : throw new EvaluationException(51107, $"{name} takes options in 'regex' or in 'options', not in both");
        }

        Check(name, pattern, letters);
        try
        {
            return TextPattern.Compile(pattern, letters);
        }
        catch (ExpressionSyntaxException error)
        {
            throw new EvaluationException(51111, $"{name}: {error.Message}");
        }
    }

    private static void Check(string name, string pattern, string letters)
    {
        if (pattern.Contains('\0', StringComparison.Ordinal))
        {
            throw new EvaluationException(51109, $"{name} takes a regular expression without NUL characters");
        }

        if (letters.Contains('\0', StringComparison.Ordinal))
        {
            throw new EvaluationException(51110, $"{name} takes options without NUL characters");
        }

        foreach (var letter in letters)
        {
            if (letter is not ('i' or 'm' or 's' or 'x' or 'u'))
            {
                throw new EvaluationException(51108, $"{name} has no option '{letter}'; there are i, m, s and x");
            }
        }
    }
}
