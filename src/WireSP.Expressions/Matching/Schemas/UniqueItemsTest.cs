using WireSP.Bson;
using WireSP.Expressions.Operators;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>
/// <c>uniqueItems</c>: no two items of an array are equal, whatever the order of fields in documents.
/// </summary>
internal sealed class UniqueItemsTest : ValueTest
{
    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        var start = context.Arena.Position;
        var seen = new ValueSet();
        var isUnique = true;
        foreach (var item in value.AsArray)
        {
            context.Charge(1);
            if (!seen.Add(UnorderedValue.Of(item, context)))
            {
                isUnique = false;
                break;
            }
        }

        context.Arena.Truncate(start);
        return isUnique;
    }
}
