using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>
/// Parses <c>$all</c>: values and regular expressions, or only <c>$elemMatch</c>es, that must all be found.
/// </summary>
internal static class AllOperator
{
    public static ValueTest Parse(BsonValue argument, FieldQuery query)
    {
        if (argument.Type != BsonType.Array)
        {
            throw MatchErrors.BadValue($"$all needs an array, found {TypeNames.Of(argument.Type)}");
        }

        List<ValueTest> tests = [];
        var elemMatches = 0;
        foreach (var item in argument.AsArray)
        {
            var isOperators = item.Type == BsonType.Document && FieldQuery.IsOperators(item.AsDocument);
            elemMatches += isOperators ? 1 : 0;
            tests.Add(MatchErrors.At(
                tests.Count, () => isOperators ? ParseElemMatch(item.AsDocument, query) : ParseValue(item)));
        }

        if (elemMatches > 0 && elemMatches < tests.Count)
        {
            throw MatchErrors.BadValue("$all takes either values or $elemMatch documents, not both");
        }

        return tests.Count == 0 ? new NeverTest() : AndTest.Of(tests);
    }

    private static ValueTest ParseElemMatch(BsonDocument item, FieldQuery query)
    {
        return item.CountElements() == 1 && item.TryGetValue("$elemMatch"u8, out var inner)
            ? MatchErrors.At("$elemMatch", () => ElemMatchOperator.Parse(inner, query))
            : throw MatchErrors.BadValue("no $ expressions in $all");
    }

    private static ValueTest ParseValue(BsonValue item) => item.Type switch
    {
        BsonType.RegularExpression => RegexTest.Of(item),
        BsonType.Undefined => throw MatchErrors.ComparedToUndefined(),
        _ => new ComparisonTest(item, ComparisonTest.Orders.Equal),
    };
}
