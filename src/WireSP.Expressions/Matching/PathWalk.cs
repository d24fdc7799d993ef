using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>
/// Follows a query's path through documents and arrays and asks a test of each value at its end; true as soon as one
/// passes. An array on the way stands for its documents, and for its item when the next name is an index.
/// </summary>
internal sealed class PathWalk(byte[][] names, int[] indexes, ValueTest test)
{
    /// <summary>Whether any value that the path leads to from a document passes.</summary>
    public bool Any(BsonDocument document, EvaluationContext context) => AnyIn(document, 0, context);

    /// <summary>
    /// Whether a value at the end of the path passes: its items first when the test wants that, then itself.
    /// </summary>
    public static bool AnyAtEnd(in BsonValue value, ValueTest test, EvaluationContext context)
    {
        if (value.Type == BsonType.Array && test.TestsItems)
        {
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
        }

        return test.Matches(value, context);
    }

    private bool AnyIn(BsonDocument document, int depth, EvaluationContext context)
    {
        _ = document.TryGetValue(names[depth], out var value);
        return AnyFrom(value, depth + 1, context);
    }

    private bool AnyFrom(in BsonValue value, int depth, EvaluationContext context)
    {
        if (depth == names.Length)
        {
            return AnyAtEnd(value, test, context);
        }

        return value.Type switch
        {
            BsonType.Document => AnyIn(value.AsDocument, depth, context),
            // "a." leads to the array itself and its items, as if the dot were not there.
            BsonType.Array when names[depth].Length == 0 && depth == names.Length - 1 =>
                AnyAtEnd(value, test, context),
            BsonType.Array => AnyInItems(value.AsArray, depth, context),
            _ => test.Matches(BsonValue.Missing, context),
        };
    }

    private bool AnyInItems(BsonArray array, int depth, EvaluationContext context)
    {
        var index = 0;
        foreach (var item in array)
        {
            // Items that are neither documents nor named by index lead nowhere: not even to a missing value.
            if (item.Type == BsonType.Document && AnyIn(item.AsDocument, depth, context))
            {
                context.MatchedItem = index;
                return true;
            }

            if (indexes[depth] == index && AnyAtIndex(item, depth + 1, context))
            {
                return true;
            }

            index++;
        }

        return false;
    }

    // An item named by its index is asked as it is: its own items are not, and below a scalar there is nothing.
    private bool AnyAtIndex(in BsonValue item, int depth, EvaluationContext context)
    {
        if (depth == names.Length)
        {
            return test.Matches(item, context);
        }

        return item.Type is BsonType.Document or BsonType.Array && AnyFrom(item, depth, context);
    }
}
