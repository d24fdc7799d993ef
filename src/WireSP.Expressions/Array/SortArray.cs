using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$sortArray</c>: an array in order.</summary>
internal sealed class SortArray(Expression input, ItemOrder order) : Expression
{
    public static readonly ExpressionSpec Spec = new("$sortArray", Compile)
    {
        Summary = "Sorts an array by its elements (1 or -1) or by fields of its elements; null for null.",
        Syntax = "{ $sortArray: { input: array, sortBy: 1 | -1 | { path: 1 | -1, … } } }",
        Trial = new("""{ "input": [1], "sortBy": 1 }"""),
        Examples =
        [
            new("""{ "$sortArray": { "input": [3, 1, 2], "sortBy": 1 } }""", "[1, 2, 3]"),
            new("""{ "$sortArray": { "input": "$a", "sortBy": { "n": -1 } } }""", """[{ "n": 2 }, { "n": 1 }]""",
                """{ "a": [{ "n": 1 }, { "n": 2 }] }"""),
            new("""{ "$sortArray": { "input": null, "sortBy": 1 } }""", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$sortArray", 2942500, 2942501, new Parameter("input", 2942502), new Parameter("sortBy", 2942503));

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var array = input.Evaluate(context);
        if (array.IsNullish)
        {
            return BsonValue.Null;
        }

        if (array.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(2942504, "$sortArray", "an array as 'input'", array);
        }

        var mark = context.Mark;
        foreach (var item in array.AsArray)
        {
            context.Charge(8);
            context.Push(item);
        }

        order.Sort(context.From(mark));
        return context.TakeArray(mark);
    }

    private static SortArray Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        return new(ExpressionCompiler.CompileAt("input", bound[0], context), ItemOrder.Parse(bound[1]));
    }
}
