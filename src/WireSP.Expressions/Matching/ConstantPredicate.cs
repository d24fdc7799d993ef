namespace WireSP.Expressions.Matching;

/// <summary><c>$alwaysTrue</c>, <c>$alwaysFalse</c> and clauses that can be decided when compiling.</summary>
internal sealed class ConstantPredicate(bool result) : Predicate
{
    public override bool Matches(EvaluationContext context) => result;
}
