using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// <c>$mergeObjects</c>: merges objects; of fields with one name the last wins. Null and missing values are passed
/// over.
/// </summary>
internal static class MergeObjects
{
    public static readonly AccumulatorSpec Spec = new(
        "$mergeObjects", AccumulatorSpec.Unary("$mergeObjects", Create, refusesTypes: true))
    {
        Summary = "Merges objects; of fields with one name the last wins. Null and missing values are passed over.",
        Syntax = "{ $mergeObjects: expression }",
        Examples =
        [
            new("\"$v\"", """[{ "v": { "a": 1, "b": 1 } }, { "v": { "a": 2 } }]""", """{ "a": 2, "b": 1 }"""),
            new("\"$v\"", """[{ "v": null }]""", "{}"),
            new("\"$v\"", """[{ "v": { "x": 1 } }, {}]""", """{ "x": 1 }"""),
        ],
    };

    private static AccumulatorColumns Create(Expression argument) =>
        StateColumns.Create<BsonDocument, MergeObjectsRule>(argument, new(new BsonWriter()));
}
