using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Matching;

/// <summary>A compiled query predicate. Stateless and shared: everything that changes is in the context.</summary>
public abstract class Predicate
{
    /// <summary>Whether the context's document matches.</summary>
    /// <exception cref="EvaluationException">An expression inside <c>$expr</c> failed for this document.</exception>
    public abstract bool Matches(EvaluationContext context);

    /// <summary>The predicate as what a <see cref="RunReader"/> reads.</summary>
    public RunInput ToInput() => new(new PredicateInput(this), RunInputKind.Condition);

    /// <summary>
    /// Whether documents of a shape match, where that can be told for many at once and cannot fail; null elsewhere.
    /// </summary>
    internal virtual RunSource? SourceFor(FieldShape shape) => null;
}
