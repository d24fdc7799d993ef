using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Matching;

/// <summary>A predicate in the place of an expression, so that it can be asked of many documents at once.</summary>
internal sealed class PredicateInput(Predicate predicate) : Expression
{
    public override BsonValue Evaluate(EvaluationContext context) => predicate.Matches(context);

    internal override RunSource? SourceFor(FieldShape shape) => predicate.SourceFor(shape);
}
