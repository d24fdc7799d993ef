using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$filter</c>: the elements of an array for which a condition is true.</summary>
internal sealed class Filter(
    Expression input, ElementVariables variables, Expression condition, Expression? limit) : Expression
{
    public static readonly ExpressionSpec Spec = new("$filter", Compile)
    {
        Summary = "Gives the elements for which a condition is true, at most limit of them; null for null.",
        Syntax = """{ $filter: { input: array, as: "this", cond: expression, limit: number, arrayIndexAs: "name" } }""",
        Trial = new("""{ "input": [1], "as": "v", "cond": true, "limit": 1, "arrayIndexAs": "i" }""")
        {
            Settings = ["limit"],
        },
        Examples =
        [
            new("""{ "$filter": { "input": [1, 5, 9], "cond": { "$gt": ["$$this", 2] } } }""", "[5, 9]"),
            new("""{ "$filter": { "input": [1, 5, 9], "as": "n", "cond": true, "limit": 1 } }""", "[1]"),
            new("""{ "$filter": { "input": null, "cond": true } }""", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$filter", 28646, 28647, new Parameter("input", 28648), new Parameter("as"), new Parameter("cond", 28650),
        new Parameter("limit"), new Parameter("arrayIndexAs"));

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var array = input.Evaluate(context);
        if (array.IsNullish)
        {
            return BsonValue.Null;
        }

        if (array.Type != BsonType.Array)
        {
            throw ExpressionErrors.WrongType(28651, "$filter", "an array as 'input'", array);
        }

        var left = Limit(context);
        var mark = context.Mark;
        var index = 0;
        foreach (var item in array.AsArray)
        {
            context.Charge(1);
            variables.Set(item, index++, context);
            if (Truth.Of(condition.Evaluate(context)))
            {
                context.Push(item);
                if (--left == 0)
                {
                    break;
                }
            }
        }

        return context.TakeArray(mark);
    }

    private static Filter Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        var input = ExpressionCompiler.CompileAt("input", bound[0], context);
        var limit = bound[3].IsMissing ? null : ExpressionCompiler.CompileBranch("limit", bound[3], context);
        var variables = ElementVariables.Declare(bound[1], bound[4], context);
        var condition = ExpressionCompiler.CompileBranch("cond", bound[2], context);
        variables.Release(context);
        return new(input, variables, condition, limit);
    }

    private int Limit(EvaluationContext context)
    {
        var value = limit is null ? BsonValue.Null : limit.Evaluate(context);
        if (value.IsNullish)
        {
            return int.MaxValue;
        }

        if (!Numbers.TryToInt32(value, out var count))
        {
            throw ExpressionErrors.WrongType(327391, "$filter", "a whole 32-bit number as 'limit'", value);
        }

        return count > 0
            ? count
            : throw new EvaluationException(327392, $"$filter takes a 'limit' above 0, not {count}");
    }
}
