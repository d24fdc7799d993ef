using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Operators;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Matching;

/// <summary><c>$expr</c>: matches where an aggregation expression is true in the language's sense.</summary>
internal sealed class ExprPredicate(Expression expression) : Predicate
{
    public override bool Matches(EvaluationContext context) => expression.IsTrue(context);

    internal override RunSource? SourceFor(FieldShape shape) => expression.SourceFor(shape) is not { } source ? null
        : source.TryGetConstant(out var constant) ? new ConstantSource(Truth.Of(constant))
        : source.Type == BsonType.Boolean ? source
        : null;
}
