using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>
/// Parses <c>$elemMatch</c>: operators that one item must pass, or a query that one document must match.
/// </summary>
internal static class ElemMatchOperator
{
    public static ValueTest Parse(BsonValue argument, FieldQuery query)
    {
        if (argument.Type != BsonType.Document)
        {
            throw MatchErrors.BadValue($"$elemMatch needs an Object, found {TypeNames.Of(argument.Type)}");
        }

        var document = argument.AsDocument;
        return FieldQuery.IsOperators(document) && !IsQuery(document)
            ? new ElemMatchValueTest(AndTest.Of(query.ParseOperators(document)))
            : new ElemMatchDocumentTest(QueryParser.ForEmbedded().Parse(document));
    }

    // Operators that take whole queries begin with a dollar sign and yet do not apply to one value.
    private static bool IsQuery(BsonDocument document)
    {
        foreach (var element in document)
        {
            return element.Name is "$and" or "$or" or "$nor" or "$where" or "$expr" or "$jsonSchema" or "$comment";
        }

        return false;
    }
}
