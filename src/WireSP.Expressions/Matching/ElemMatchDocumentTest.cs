using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary><c>$elemMatch</c> with a query: an array in which one document (or array) matches all of it.</summary>
internal sealed class ElemMatchDocumentTest(Predicate query) : ValueTest
{
    public override bool TestsItems => false;

    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        if (value.Type != BsonType.Array)
        {
            return false;
        }

        // The query is compiled without slots, so it sees only the context's document.
        var root = context.Root;
        var matches = false;
        var index = -1;
        foreach (var item in value.AsArray)
        {
            index++;
            if (item.Type is BsonType.Document or BsonType.Array)
            {
                context.Continue(item.Type == BsonType.Array ? item.AsArray.AsDocument : item.AsDocument);
                if (query.Matches(context))
                {
                    matches = true;
                    context.MatchedItem = index;
                    break;
                }
            }
        }

        context.Continue(root);
        return matches;
    }
}
