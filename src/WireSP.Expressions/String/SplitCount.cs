using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Operators;

/// <summary><c>$size</c> of a <c>$split</c>: the number of parts, without the array of them.</summary>
internal sealed class SplitCount(SplitExpression split) : Expression
{
    public override BsonValue Evaluate(EvaluationContext context)
    {
        var count = split.EvaluateCount(context);
        return count >= 0 ? count : throw Size.NotAnArray(BsonValue.Null);
    }

    internal override RunSource? SourceFor(FieldShape shape) => split.CountFor(shape);
}
