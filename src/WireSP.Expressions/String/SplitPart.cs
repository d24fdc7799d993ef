using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary><c>$arrayElemAt</c> of a <c>$split</c>: one part, without the array of all of them.</summary>
internal sealed class SplitPart(SplitExpression split, int index) : Expression
{
    public override BsonValue Evaluate(EvaluationContext context) => split.EvaluatePart(context, index);
}
