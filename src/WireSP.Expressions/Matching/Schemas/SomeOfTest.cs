using WireSP.Bson;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary><c>anyOf</c> and <c>oneOf</c>: at least one of the schemas holds, or exactly one.</summary>
internal sealed class SomeOfTest(ValueTest[] schemas, bool onlyOne) : ValueTest
{
    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        var matched = 0;
        foreach (var schema in schemas)
        {
            if (schema.Matches(value, context) && (++matched > 1 || !onlyOne))
            {
                return !onlyOne;
            }
        }

        return matched == 1;
    }
}
