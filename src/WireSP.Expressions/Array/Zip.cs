using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$zip</c>: arrays turned by rows and columns.</summary>
internal sealed class Zip(Expression[] inputs, Expression[] defaults, bool isLongest) : Expression
{
    public static readonly ExpressionSpec Spec = new("$zip", Compile)
    {
        Summary = "Gives an array of arrays: the first elements of all inputs, then the second ones, and so on.",
        Syntax = "{ $zip: { inputs: [array, …], useLongestLength: bool, defaults: [value, …] } }",
        Examples =
        [
            new("""{ "$zip": { "inputs": [[1, 2], ["a", "b"]] } }""", """[[1, "a"], [2, "b"]]"""),
            new(
                """{ "$zip": { "inputs": [[1], ["a", "b"]], "useLongestLength": true } }""",
                """[[1, "a"], [null, "b"]]"""),
            new("""{ "$zip": { "inputs": [[1], null] } }""", "null"),
        ],
    };

    private static readonly NamedSyntax Named = new(
        "$zip", 34460, 34464, new Parameter("inputs", 34465), new Parameter("useLongestLength"),
        new Parameter("defaults"));

    public override bool IsConstant => Array.TrueForAll(inputs, static input => input.IsConstant)
        && Array.TrueForAll(defaults, static value => value.IsConstant);

    public override BsonValue Evaluate(EvaluationContext context)
    {
        var mark = context.Mark;
        var rows = isLongest ? 0 : int.MaxValue;
        foreach (var input in inputs)
        {
            var array = input.Evaluate(context);
            if (array.IsNullish)
            {
                context.Release(mark);
                return BsonValue.Null;
            }

            if (array.Type != BsonType.Array)
            {
                throw ExpressionErrors.WrongType(34468, "$zip", "arrays as 'inputs'", array);
            }

            var count = array.AsArray.Count();
            rows = isLongest ? Math.Max(rows, count) : Math.Min(rows, count);
            context.Push(array);
        }

        foreach (var value in defaults)
        {
            context.Push(value.Evaluate(context));
        }

        return Write(mark, rows, context);
    }

    private static Zip Compile(BsonValue argument, CompileContext context)
    {
        var bound = Named.Bind(argument);
        if (bound[0].Type != BsonType.Array)
        {
            throw new ExpressionSyntaxException(34461, "$zip takes an array of expressions as 'inputs'", "inputs");
        }

        if (bound[1].Type is not (BsonType.Missing or BsonType.Boolean))
        {
            throw new ExpressionSyntaxException(
                34463, "$zip takes true or false as 'useLongestLength'", "useLongestLength");
        }

        if (bound[2].Type is not (BsonType.Missing or BsonType.Array))
        {
            throw new ExpressionSyntaxException(34462, "$zip takes an array of expressions as 'defaults'", "defaults");
        }

        var inputs = ArgumentList.Compile("$zip", bound[0], context);
        var defaults = bound[2].IsMissing ? [] : ArgumentList.Compile("$zip", bound[2], context);
        var isLongest = bound[1].Type == BsonType.Boolean && bound[1].AsBoolean;
        Check(inputs, defaults, isLongest);
        return new(inputs, defaults, isLongest);
    }

    private static void Check(Expression[] inputs, Expression[] defaults, bool isLongest)
    {
        if (inputs.Length == 0)
        {
            throw new ExpressionSyntaxException(34465, "$zip takes at least one input", "inputs");
        }

        if (defaults.Length > 0 && !isLongest)
        {
            throw new ExpressionSyntaxException(
                34466, "$zip takes 'defaults' with 'useLongestLength' only", "defaults");
        }

        if (defaults.Length > 0 && defaults.Length != inputs.Length)
        {
            throw new ExpressionSyntaxException(34467, "$zip takes as many 'defaults' as 'inputs'", "defaults");
        }
    }

    private BsonValue Write(int mark, int rows, EvaluationContext context)
    {
        var columns = new BsonArray.Enumerator[inputs.Length];
        var operands = context.From(mark);
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = operands[i].AsArray.GetEnumerator();
        }

        var array = context.Arena.BeginDocument();
        for (var row = 0; row < rows; row++)
        {
            context.Charge(columns.Length);
            context.Arena.WriteHeader(BsonType.Array, row);
            var start = context.Arena.BeginDocument();
            for (var i = 0; i < columns.Length; i++)
            {
                var other = defaults.Length > 0 ? operands[columns.Length + i] : BsonValue.Null;
                context.Arena.WriteValue(i, columns[i].MoveNext() ? columns[i].Current : other);
            }

            context.Arena.End(start);
            context.ChargeBytes(0);
        }

        context.Release(mark);
        return context.EndArray(array);
    }
}
