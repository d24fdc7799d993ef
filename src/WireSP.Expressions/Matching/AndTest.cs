using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>
/// Several operators on one field, and <c>$all</c>: applied to a path, each may be satisfied by another value of an
/// array.
/// </summary>
internal sealed class AndTest(ValueTest[] parts) : ValueTest
{
    public override bool Matches(in BsonValue value, EvaluationContext context)
    {
        foreach (var part in parts)
        {
            if (!part.Matches(value, context))
            {
                return false;
            }
        }

        return true;
    }

    public override Predicate At(QueryPath path)
    {
        var clauses = new Predicate[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            clauses[i] = parts[i].At(path);
        }

        return AndPredicate.Of(clauses);
    }

    /// <summary>The one part itself, or all of them together.</summary>
    public static ValueTest Of(IReadOnlyList<ValueTest> parts) => parts.Count == 1 ? parts[0] : new AndTest([.. parts]);
}
