using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$arrayElemAt</c> of a <c>$split</c>: one part, without the array of all of them.</summary>
internal sealed class SplitPart(SplitExpression split, int index) : Expression
{
    public override BsonValue Evaluate(EvaluationContext context) => split.EvaluatePart(context, index);

    internal override RunSource? SourceFor(FieldShape shape) => split.PartFor(shape, index);
}
