using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>
/// <c>$not</c>, <c>$ne</c>, <c>$nin</c>: applied to a path it asks that no value at all passes, and not that one fails.
/// </summary>
internal sealed class NotTest(ValueTest inner) : ValueTest
{
    public override bool Matches(in BsonValue value, EvaluationContext context) => !inner.Matches(value, context);

    public override Predicate At(QueryPath path) => new NotPredicate(inner.At(path));
}
