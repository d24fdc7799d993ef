using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$sortArray</c>: an array in order.</summary>
internal sealed class SortArray(
    Expression input, int sign, SortOrder? order, Expression? keys, int variable) : Expression
{
    public static readonly ExpressionSpec Spec = new("$sortArray", Compile)
    {
        Summary = "Sorts an array by its elements (1 or -1) or by fields of its elements; null for null.",
        Syntax = "{ $sortArray: { input: array, sortBy: 1 | -1 | { path: 1 | -1, … } } }",
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

        return keys is null ? SortValues(array.AsArray, context) : SortByKeys(array.AsArray, keys, context);
    }

    private static SortArray Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        var input = ExpressionCompiler.CompileAt("input", bound[0], context);
        if (bound[1].IsNumber)
        {
            return new(input, SortOrder.Direction("sortBy", bound[1]), null, null, 0);
        }

        var order = bound[1].Type == BsonType.Document
            ? SortOrder.Parse(bound[1])
            : throw new ExpressionSyntaxException(2942507, "$sortArray sorts by 1, -1 or an object of them", "sortBy");
        var variable = context.DeclareVariable("CURRENT");
        var keys = order.CompileKeys(context);
        context.ReleaseVariables(1);
        return new(input, 1, order, keys, variable);
    }

    private BsonValue SortValues(BsonArray array, EvaluationContext context)
    {
        var mark = context.Mark;
        foreach (var item in array)
        {
            context.Charge(8);
            context.Push(item);
        }

        ValueSort.Sort(context.From(mark), sign);
        return context.TakeArray(mark);
    }

    private BsonValue SortByKeys(BsonArray array, Expression keyOf, EvaluationContext context)
    {
        var mark = context.Mark;
        var keyed = new List<(BsonValue Key, int Index)>();
        foreach (var item in array)
        {
            context.Charge(8);
            context.Variables[variable] = item;
            keyed.Add((keyOf.Evaluate(context), keyed.Count));
            context.Push(item);
        }

        // The index decides between equal keys, so that the sort is stable.
        keyed.Sort((left, right) => order!.Compare(left.Key, right.Key) is var byKey and not 0
            ? byKey
            : left.Index.CompareTo(right.Index));
        var items = context.From(mark);
        var start = context.Arena.BeginDocument();
        for (var i = 0; i < keyed.Count; i++)
        {
            context.Arena.WriteValue(i, items[keyed[i].Index]);
        }

        context.Release(mark);
        return context.EndArray(start);
    }
}
