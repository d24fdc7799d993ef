using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Operators;

/// <summary><c>$setEquals</c>: whether arrays have the same values.</summary>
internal static class SetEquals
{
    public static readonly ExpressionSpec Spec = new("$setEquals", Compile)
    {
        Summary = "Says whether all arrays have the same elements, however often and in whatever order.",
        Syntax = "{ $setEquals: [array, array, …] }",
        Trial = new("[[1], [1]]"),
        Examples =
        [
            new("""{ "$setEquals": [[1, 2], [2, 1, 1]] }""", "true"),
            new("""{ "$setEquals": [[1], [2]] }""", "false"),
            new("""{ "$setEquals": [[], []] }""", "true"),
        ],
    };

    private static VariadicExpression Compile(BsonValue argument, CompileContext context)
    {
        var operands = ArgumentList.Compile("$setEquals", argument, context);
        return operands.Length >= 2
            ? new(operands, Apply)
            : throw new ExpressionSyntaxException(
                17045, $"$setEquals takes at least 2 arguments, {operands.Length} were given");
    }

    private static BsonValue Apply(ReadOnlySpan<BsonValue> operands, EvaluationContext context)
    {
        ValueSet? first = null;
        foreach (ref readonly var operand in operands)
        {
            if (operand.Type != BsonType.Array)
            {
                throw ExpressionErrors.WrongType(17044, "$setEquals", "arrays", operand);
            }

            var values = context.EmptySet(first is null ? 0 : 1);
            values.AddRange(operand.AsArray, context);
            if (first is not null && !AreEqual(first, values))
            {
                return false;
            }

            first ??= values;
        }

        return true;
    }

    private static bool AreEqual(ValueSet left, ValueSet right)
    {
        foreach (var value in left.Values)
        {
            if (!right.Contains(value))
            {
                return false;
            }
        }

        return left.Count == right.Count;
    }
}
