using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary><c>$mod</c>: a number whose integral part leaves a remainder; numbers beyond int64 never match.</summary>
internal sealed class ModTest(long divisor, long remainder) : ValueTest
{
    /// <summary>Parses the operator's argument: divisor and remainder, which are truncated.</summary>
    public static ValueTest Parse(BsonValue argument, FieldQuery query)
    {
        if (argument.Type != BsonType.Array)
        {
            throw MatchErrors.BadValue("malformed $mod: an array of divisor and remainder is needed");
        }

        var count = argument.AsArray.Count();
        if (count != 2)
        {
            throw MatchErrors.BadValue($"malformed $mod: {(count < 2 ? "not enough" : "too many")} elements");
        }

        var divisor = Part(argument.AsArray[0], "divisor");
        return divisor != 0
            ? new ModTest(divisor, Part(argument.AsArray[1], "remainder"))
            : throw MatchErrors.BadValue("the divisor of $mod cannot be 0");
    }

    private static long Part(BsonValue value, string part)
    {
        if (!value.IsNumber)
        {
            throw MatchErrors.BadValue($"malformed $mod: the {part} is not a number");
        }

        return Integers.TryTruncate(value, out var number)
            ? number
            : throw MatchErrors.BadValue($"malformed $mod: the {part} is not a number that fits 64 bits");
    }

    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        // The least int64 divided by -1 overflows; every number leaves 0 there.
        return Integers.TryTruncate(value, out var number)
            && (divisor == -1 ? 0 : number % divisor) == remainder;
    }
}
