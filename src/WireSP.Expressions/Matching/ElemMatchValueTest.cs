using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary><c>$elemMatch</c> with operators: an array in which one item passes all of them.</summary>
internal sealed class ElemMatchValueTest(ValueTest test) : ValueTest
{
    public override bool TestsItems => false;

    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        if (value.Type != BsonType.Array)
        {
            return false;
        }

        var index = 0;
        foreach (var item in value.AsArray)
        {
            if (test.Matches(item, context))
            {
                context.MatchedItem = index;
                return true;
            }

            index++;
        }

        return false;
    }
}
