using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$ifNull</c>: the first operand that is something.</summary>
internal sealed class IfNull(Expression[] operands) : Expression
{
    public static readonly ExpressionSpec Spec = new("$ifNull", Compile)
    {
        Summary = "Gives the first operand that is neither null nor missing, else the last one.",
        Syntax = "{ $ifNull: [expression, …, replacement] }",
        Examples =
        [
            new("""{ "$ifNull": ["$missing", "none"] }""", "\"none\""),
            new("""{ "$ifNull": [null, 2, 3] }""", "2"),
            new("""{ "$ifNull": [1, 2] }""", "1"),
        ],
    };

    public override bool IsConstant => Array.TrueForAll(operands, static operand => operand.IsConstant);

    public override BsonValue Evaluate(EvaluationContext context) =>
        TryEvaluate(context, out var value) ? value : throw context.ToException();

    internal override bool TryEvaluate(EvaluationContext context, out BsonValue value)
    {
        for (var i = 0; i < operands.Length - 1; i++)
        {
            if (!operands[i].TryEvaluate(context, out value))
            {
                return false;
            }

            if (!value.IsNullish)
            {
                return true;
            }
        }

        return operands[^1].TryEvaluate(context, out value);
    }

    internal override RunSource? SourceFor(FieldShape shape)
    {
        for (var i = 0; i < operands.Length - 1; i++)
        {
            var source = operands[i].SourceFor(shape);
            if (source is null || !source.TryGetConstant(out var value))
            {
                // What is always nothing, and yet no constant, may fail before the next operand is asked for.
                return source is { IsLoose: false, Type: not (BsonType.Null or BsonType.Missing) } ? source : null;
            }

            if (!value.IsNullish)
            {
                return source;
            }
        }

        return operands[^1].SourceFor(shape);
    }

    private static IfNull Compile(BsonValue argument, CompileContext context)
    {
        var operands = ArgumentList.Compile("$ifNull", argument, context, certain: 1);
        return operands.Length >= 2
            ? new(operands)
            : throw new ExpressionSyntaxException(
                1257300, $"$ifNull takes at least 2 arguments, {operands.Length} were given");
    }
}
