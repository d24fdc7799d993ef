namespace WireSP.Expressions.Matching;

/// <summary>A compiled query predicate. Stateless and shared: everything that changes is in the context.</summary>
public abstract class Predicate
{
    /// <summary>Whether the context's document matches.</summary>
    /// <exception cref="EvaluationException">An expression inside <c>$expr</c> failed for this document.</exception>
    public abstract bool Matches(EvaluationContext context);
}
