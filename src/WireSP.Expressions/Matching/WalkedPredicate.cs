namespace WireSP.Expressions.Matching;

/// <summary>Asks a test of the values that a path leads to from the context's document, without a field plan.</summary>
internal sealed class WalkedPredicate(PathWalk walk) : Predicate
{
    public override bool Matches(EvaluationContext context) => walk.Any(context.Root, context);
}
