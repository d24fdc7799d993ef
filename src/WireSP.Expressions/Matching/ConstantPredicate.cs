using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Matching;

/// <summary><c>$alwaysTrue</c>, <c>$alwaysFalse</c> and clauses that can be decided when compiling.</summary>
internal sealed class ConstantPredicate(bool result) : Predicate
{
    public override bool Matches(EvaluationContext context) => result;

    internal override RunSource SourceFor(FieldShape shape) => new ConstantSource(result);
}
