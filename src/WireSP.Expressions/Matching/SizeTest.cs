using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary><c>$size</c>: an array of exactly so many items.</summary>
internal sealed class SizeTest(long size) : ValueTest
{
    /// <summary>Parses the operator's argument: a whole number that is not negative.</summary>
    public static ValueTest Parse(BsonValue argument, FieldQuery query)
    {
        if (!argument.IsNumber)
        {
            throw MatchErrors.BadValue($"$size needs a number, found {TypeNames.Of(argument.Type)}");
        }

        if (!Integers.TryExact(argument, out var size))
        {
            throw MatchErrors.BadValue("$size must be a whole number");
        }

        return size >= 0 ? new SizeTest(size) : throw MatchErrors.BadValue("$size may not be negative");
    }

    public override bool TestsItems => false;

    public override bool Matches(in BsonValue value, EvaluationContext context) =>
        value.Type == BsonType.Array && value.AsArray.Count() == size;
}
