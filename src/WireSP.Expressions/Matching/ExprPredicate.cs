namespace WireSP.Expressions.Matching;

/// <summary><c>$expr</c>: matches where an aggregation expression is true in the language's sense.</summary>
internal sealed class ExprPredicate(Expression expression) : Predicate
{
    public override bool Matches(EvaluationContext context) => expression.IsTrue(context);
}
