using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary><c>$sampleRate</c>: matches a random share of the documents.</summary>
internal sealed class SampleRatePredicate(double rate) : Predicate
{
    /// <summary>Parses the operator's argument: a number from 0 to 1.</summary>
    public static SampleRatePredicate Parse(BsonValue argument)
    {
        if (!argument.IsNumber)
        {
            throw MatchErrors.BadValue($"$sampleRate needs a number, found {TypeNames.Of(argument.Type)}");
        }

        var rate = argument.Type switch
        {
            BsonType.Double => argument.AsDouble,
            BsonType.Decimal128 => argument.AsDecimal128.ToDouble(),
            _ => argument.Payload,
        };
        return rate is >= 0 and <= 1
            ? new SampleRatePredicate(rate)
            : throw MatchErrors.BadValue("the argument of $sampleRate must be from 0 to 1");
    }

    public override bool Matches(EvaluationContext context) =>
        (context.Clock is SeededClock seeded ? seeded.NextDouble() : Random.Shared.NextDouble()) < rate;
}
