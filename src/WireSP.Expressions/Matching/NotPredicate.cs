using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Matching;

/// <summary><c>$nor</c>, <c>$not</c>, <c>$ne</c> and <c>$nin</c>: matches where another predicate does not.</summary>
internal sealed class NotPredicate(Predicate inner) : Predicate
{
    public override bool Matches(EvaluationContext context) => !inner.Matches(context);

    internal override RunSource? SourceFor(FieldShape shape) => inner.SourceFor(shape) is not { } source ? null
        : source.TryGetConstant(out var constant) ? new ConstantSource(!constant.AsBoolean)
        : new NotSource(source);
}
