using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$getField</c>: a field of an object, whatever its name looks like.</summary>
internal static class GetField
{
    public static readonly ExpressionSpec Spec = new("$getField", Compile)
    {
        Summary = "Gives the field of that name, which may contain dots and dollar signs, of an object or of the "
            + "document.",
        Syntax = "{ $getField: string } or { $getField: { field: string, input: object } }",
        Trial = new("""{ "field": "a", "input": { "a": 1 } }""")
        {
            Settings = ["field"],
        },
        Examples =
        [
            new("""{ "$getField": "a.b" }""", "1", """{ "a.b": 1 }"""),
            new("""{ "$getField": { "field": { "$literal": "$x" }, "input": { "$literal": { "$x": 2 } } } }""", "2"),
            new("""{ "$getField": { "field": "a", "input": null } }""", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$getField", 3041700, 3041701, new Parameter("field", 3041702), new Parameter("input", 3041703));

    private static BinaryExpression Compile(BsonValue argument, CompileContext context)
    {
        if (argument.Type == BsonType.Document && argument.AsDocument.TryGetValue("field"u8, out _))
        {
            var operands = Named.Compile(argument, context);
            return new(operands[0], operands[1], Apply);
        }

        if (argument.Type == BsonType.Document && !IsOperator(argument.AsDocument))
        {
            _ = Named.Bind(argument);
        }

        var current = FieldPaths.Compile("$$CURRENT", context);
        return new(ExpressionCompiler.Compile(argument, context), current, Apply);
    }

    private static bool IsOperator(BsonDocument document)
    {
        foreach (var element in document)
        {
            return element.NameUtf8.StartsWith("$"u8);
        }

        return false;
    }

    private static BsonValue Apply(BsonValue field, BsonValue input, EvaluationContext context)
    {
        if (field.Type != BsonType.String)
        {
            throw ExpressionErrors.WrongType(3041704, "$getField", "a string as 'field'", field);
        }

        if (input.Type == BsonType.Document)
        {
            return input.AsDocument.TryGetValue(field.Bytes, out var value) ? value : BsonValue.Missing;
        }

        return input.Type is BsonType.Null or BsonType.Undefined ? BsonValue.Null : BsonValue.Missing;
    }
}
