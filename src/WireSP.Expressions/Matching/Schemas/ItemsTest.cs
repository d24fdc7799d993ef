using WireSP.Bson;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>
/// <c>items</c> and <c>additionalItems</c>: the first items each have a schema of their own, the others share one.
/// </summary>
/// <param name="first">Schemas of the first items.</param>
/// <param name="others">The schema of all others.</param>
internal sealed class ItemsTest(ValueTest[] first, ValueTest others) : ValueTest
{
    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        var index = 0;
        foreach (var item in value.AsArray)
        {
            var schema = index < first.Length ? first[index] : others;
            if (!schema.Matches(item, context))
            {
                return false;
            }

            index++;
        }

        return true;
    }
}
