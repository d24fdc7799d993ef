using WireSP.Bson;

namespace WireSP.Expressions;

/// <summary>Failures that many operators share; those of one operator are made in its file.</summary>
internal static class ExpressionErrors
{
    /// <summary>The server's code for an operation that took longer than it may.</summary>
    public const int TooLongCode = 50;

    /// <summary>The server's code for an operation that took more memory or work than it may.</summary>
    public const int TooMuchCode = 146;

    public static EvaluationException TooManySteps(long stepsMax) =>
        new(TooMuchCode, $"the expressions of one document took more than {stepsMax} steps");

    public static EvaluationException TooLong() =>
        new(
            TooLongCode,
            "the expressions of one document took longer than "
                + $"{ExpressionLimits.EvaluationTimeMax.TotalSeconds:0} seconds");

    public static EvaluationException TooManyBytes() =>
        new(
            TooMuchCode,
            $"the expressions of one document produced more than {ExpressionLimits.ProducedBytesMax} bytes");

    public static ExpressionSyntaxException TooDeep() =>
        new(15, $"an expression may be nested {ExpressionLimits.NestingDepthMax} levels deep at most");

    public static EvaluationException NotNumeric(string name, BsonValue value, int code = 28765) =>
        WrongType(code, name, "a number", value);

    public static EvaluationException WrongType(int code, string name, string expected, BsonValue value) =>
        new(code, $"{name} takes {expected}, not {TypeNames.Of(value.Type)}");

    public static ExpressionSyntaxException WrongCount(string name, int min, int max, int found)
    {
        var expected = min == max ? $"exactly {min}" : max == int.MaxValue ? $"at least {min}" : $"{min} to {max}";
        return new(min == max ? 16020 : 28667, $"{name} takes {expected} arguments, {found} were given");
    }

    public static ExpressionSyntaxException NotAnObject(string name, BsonValue argument, int code) =>
        new(code, $"{name} takes an object of named arguments, found {TypeNames.Of(argument.Type)}");

    public static ExpressionSyntaxException MissingArgument(string name, string argument, int code) =>
        new(code, $"{name} needs the argument '{argument}'");

    public static ExpressionSyntaxException UnknownArgument(
        string name, string argument, IEnumerable<string> known, int code) =>
        new(code, $"{name} has no argument '{argument}'{NearestName.HintAfterText(argument, known)}", argument);
}
