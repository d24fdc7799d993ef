using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Matching;

/// <summary>
/// <c>$and</c>, and the fields of a query side by side: all must match; none at all matches everything.
/// </summary>
internal sealed class AndPredicate(Predicate[] clauses) : Predicate
{
    public override bool Matches(EvaluationContext context)
    {
        foreach (var clause in clauses)
        {
            if (!clause.Matches(context))
            {
                return false;
            }
        }

        return true;
    }

    internal override RunSource? SourceFor(FieldShape shape) =>
        TruthSource.Of(Array.ConvertAll(clauses, clause => clause.SourceFor(shape)), isAll: true);

    /// <summary>The one clause itself, or all of them together.</summary>
    public static Predicate Of(IReadOnlyList<Predicate> clauses) =>
        clauses.Count == 1 ? clauses[0] : new AndPredicate([.. clauses]);
}
