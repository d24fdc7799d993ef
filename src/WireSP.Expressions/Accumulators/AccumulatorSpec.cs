using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Accumulators;

/// <summary>What there is to know about one accumulator: its texts for the reference, and how it is compiled.</summary>
internal sealed record AccumulatorSpec(string Name, AccumulatorFactory Factory)
{
    /// <summary>What it gives, in a sentence.</summary>
    public required string Summary { get; init; }

    /// <summary>How it is written.</summary>
    public required string Syntax { get; init; }

    /// <summary>Executed examples.</summary>
    public IReadOnlyList<AccumulatorExample> Examples { get; init; } = [];

    /// <summary>The factory of an accumulator of one expression.</summary>
    /// <param name="name">The accumulator's name.</param>
    /// <param name="create">Makes its columns.</param>
    /// <param name="refusesTypes">Whether a value of the wrong type fails the document.</param>
    public static AccumulatorFactory Unary(
        string name, Func<Expression, AccumulatorColumns> create, bool refusesTypes = false) =>
        (argument, context) =>
        {
            if (argument.Type == BsonType.Array)
            {
                throw new ExpressionSyntaxException(
                    40237, $"the accumulator {name} takes one expression, not an array");
            }

            var compiled = ExpressionCompiler.Compile(argument, context);
            if (refusesTypes && compiled is Constant constant)
            {
                var columns = create(compiled);
                ConstantRefusal.Try(
                    constant.Value, _ => columns.Compute(new EvaluationContext(0, 0, TimeProvider.System)));
            }

            return new ColumnsPlan(() => create(compiled), refusesTypes || compiled.CanFail);
        };
}
