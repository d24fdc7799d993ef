using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>
/// <c>min…</c> and <c>max…</c> of lengths: characters of a string, items of an array, fields of an object.
/// </summary>
internal sealed class SizeRangeTest(long min, long max) : ValueTest
{
    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        var size = value.Type switch
        {
            BsonType.String => Utf8.Count(value.Bytes),
            BsonType.Array => value.AsArray.Count(),
            _ => value.AsDocument.CountElements(),
        };
        return size >= min && size <= max;
    }
}
