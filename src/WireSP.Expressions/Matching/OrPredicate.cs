using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Matching;

/// <summary><c>$or</c>: at least one must match.</summary>
internal sealed class OrPredicate(Predicate[] clauses) : Predicate
{
    public override bool Matches(EvaluationContext context)
    {
        foreach (var clause in clauses)
        {
            if (clause.Matches(context))
            {
                return true;
            }
        }

        return false;
    }

    internal override RunSource? SourceFor(FieldShape shape) =>
        TruthSource.Of(Array.ConvertAll(clauses, clause => clause.SourceFor(shape)), isAll: false);
}
