namespace WireSP.Expressions.Matching;

/// <summary><c>$nor</c>, <c>$not</c>, <c>$ne</c> and <c>$nin</c>: matches where another predicate does not.</summary>
internal sealed class NotPredicate(Predicate inner) : Predicate
{
    public override bool Matches(EvaluationContext context) => !inner.Matches(context);
}
