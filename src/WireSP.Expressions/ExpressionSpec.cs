using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Nodes;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions;

/// <summary>What there is to know about one operator: its texts for the reference, and how it is compiled.</summary>
internal sealed record ExpressionSpec(string Name, ExpressionFactory Factory)
{
    /// <summary>What it gives, in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>How it is written.</summary>
    public required string Syntax { get; init; }

    /// <summary>Executed examples.</summary>
    public IReadOnlyList<ExpressionExample> Examples { get; init; } = [];

    /// <summary>How constants among its arguments are tried; null where it takes one, or anything.</summary>
    public ConstantTrial? Trial { get; init; }

    /// <summary>Whether it may give something else each time for one document.</summary>
    public bool IsVolatile { get; init; }

    /// <summary>The factory of an operator of one operand, which may be written in an array of one.</summary>
    public static ExpressionFactory Unary(string name, Func<BsonValue, BsonValue> apply) =>
        Unary(name, (operand, _) => apply(operand));

    /// <summary>The factory of an operator of one operand, which may be written in an array of one.</summary>
    /// <param name="name">The operator's name.</param>
    /// <param name="apply">Computes it.</param>
    /// <param name="wrongCountCode">The code of the failure when there is not one operand.</param>
    /// <param name="toSource">What it makes of an operand that is known for many documents at once.</param>
    public static ExpressionFactory Unary(
        string name, UnaryFunction apply, int wrongCountCode = 16020, Func<RunSource, RunSource?>? toSource = null) =>
        (argument, context) =>
        {
            var operands = ArgumentList.Compile(name, argument, context);
            return operands.Length == 1
                ? new UnaryExpression(operands[0], apply, toSource)
                : throw new ExpressionSyntaxException(
                    wrongCountCode, $"{name} takes exactly 1 argument, {operands.Length} were given");
        };

    /// <summary>The factory of an operator of two operands.</summary>
    public static ExpressionFactory Binary(string name, BinaryFunction apply) => (argument, context) =>
    {
        var operands = ArgumentList.Compile(name, argument, context, 2, 2);
        return new BinaryExpression(operands[0], operands[1], apply);
    };

    /// <summary>The factory of an operator of two operands with a node compiled for each shape of them.</summary>
    public static ExpressionFactory FastBinary<TOperator>(string name)
        where TOperator : struct, IBinaryOperator => (argument, context) =>
        {
            var operands = ArgumentList.Compile(name, argument, context, 2, 2);
            return Nodes.FastBinary.Create<TOperator>(operands[0], operands[1]);
        };

    /// <summary>
    /// The factory of an operator of between <paramref name="min"/> and <paramref name="max"/> operands.
    /// </summary>
    /// <param name="name">The operator's name.</param>
    /// <param name="min">Fewest operands.</param>
    /// <param name="max">Most operands.</param>
    /// <param name="apply">Computes it.</param>
    /// <param name="toSource">What it is for many documents at once.</param>
    public static ExpressionFactory Variadic(
        string name,
        int min,
        int max,
        VariadicFunction apply,
        Func<Expression[], FieldShape, RunSource?>? toSource = null) =>
        (argument, context) =>
            new VariadicExpression(ArgumentList.Compile(name, argument, context, min, max), apply, toSource);

    /// <summary>The factory of an operator of named operands, all computed before it.</summary>
    public static ExpressionFactory Named(NamedSyntax syntax, VariadicFunction apply) =>
        (argument, context) => new VariadicExpression(syntax.Compile(argument, context), apply);
}
