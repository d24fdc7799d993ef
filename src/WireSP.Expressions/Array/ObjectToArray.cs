using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$objectToArray</c>: the fields of an object.</summary>
internal static class ObjectToArray
{
    public static readonly ExpressionSpec Spec = new("$objectToArray", ExpressionSpec.Unary("$objectToArray", Apply))
    {
        Summary = "Gives the fields of an object as an array of { k, v }; null for null.",
        Syntax = "{ $objectToArray: object }",
        Examples =
        [
            new("""{ "$objectToArray": { "a": 1, "b": "x" } }""", """[{ "k": "a", "v": 1 }, { "k": "b", "v": "x" }]"""),
            new("""{ "$objectToArray": { "$literal": {} } }""", "[]"),
            new("""{ "$objectToArray": null }""", "null"),
        ],
    };

    private static BsonValue Apply(BsonValue operand, EvaluationContext context)
    {
        if (operand.IsNullish)
        {
            return BsonValue.Null;
        }

        if (operand.Type != BsonType.Document)
        {
            throw ExpressionErrors.WrongType(40390, "$objectToArray", "an object", operand);
        }

        var array = context.Arena.BeginDocument();
        var index = 0;
        foreach (var element in operand.AsDocument)
        {
            context.Arena.WriteHeader(BsonType.Document, index++);
            var item = context.Arena.BeginDocument();
            context.Arena.WriteString("k"u8, element.NameUtf8);
            context.Arena.WriteValue("v"u8, element.Value);
            context.Arena.End(item);
            context.ChargeBytes(0);
        }

        return context.EndArray(array);
    }
}
