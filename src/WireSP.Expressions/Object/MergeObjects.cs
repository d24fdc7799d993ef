using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$mergeObjects</c>: objects merged into one.</summary>
internal static class MergeObjects
{
    public static readonly ExpressionSpec Spec = new(
        "$mergeObjects", ExpressionSpec.Variadic("$mergeObjects", 0, int.MaxValue, Apply))
    {
        Summary = "Merges objects; of fields with one name the last wins. Null and missing operands are passed "
            + "over; an array is taken apart.",
        Syntax = "{ $mergeObjects: [object, …] }",
        Trial = new("[{}]"),
        Examples =
        [
            new("""{ "$mergeObjects": [{ "a": 1, "b": 1 }, { "a": 2 }] }""", """{ "a": 2, "b": 1 }"""),
            new("""{ "$mergeObjects": [null, { "a": 1 }] }""", """{ "a": 1 }"""),
            new("""{ "$mergeObjects": "$list" }""", """{ "x": 1, "y": 2 }""",
                """{ "list": [{ "x": 1 }, { "y": 2 }] }"""),
        ],
    };

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        var merged = BsonDocument.Empty;
        foreach (var operand in new OperandItems(operands, context))
        {
            merged = Merge(merged, operand, context);
        }

        return merged;
    }

    private static BsonDocument Merge(BsonDocument earlier, in BsonValue later, EvaluationContext context)
    {
        if (later.IsNullish)
        {
            return earlier;
        }

        if (later.Type != BsonType.Document)
        {
            throw ExpressionErrors.WrongType(40400, "$mergeObjects", "objects", later);
        }

        if (earlier.IsEmpty)
        {
            return later.AsDocument;
        }

        context.Charge((earlier.Length + later.Length) / 16);
        var start = context.Arena.BeginDocument();
        DocumentMerge.WriteFields(earlier, later.AsDocument, context.Arena);
        return context.EndDocument(start).AsDocument;
    }
}
