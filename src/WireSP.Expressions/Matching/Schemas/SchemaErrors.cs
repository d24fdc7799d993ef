using WireSP.Bson;

namespace WireSP.Expressions.Matching.Schemas;

/// <summary>What may be wrong with a schema, with the server's codes.</summary>
internal static class SchemaErrors
{
    public static ExpressionSyntaxException WrongType(string keyword, string expected, BsonValue found) =>
        new(14, $"$jsonSchema keyword '{keyword}' must be {expected}, found {TypeNames.Of(found.Type)}", keyword);

    public static ExpressionSyntaxException Bad(string keyword, string reason) =>
        new(9, $"$jsonSchema keyword '{keyword}' {reason}", keyword);

    public static ExpressionSyntaxException Unknown(string keyword) =>
        new(
            9,
            $"Unknown $jsonSchema keyword: {keyword}{NearestName.HintAfterText(keyword, SchemaKeywordTable.Names)}",
            keyword);

    public static ExpressionSyntaxException NotSupported(string keyword, string reason) =>
        new(9, $"$jsonSchema keyword '{keyword}' is not currently supported: {reason}", keyword);
}
