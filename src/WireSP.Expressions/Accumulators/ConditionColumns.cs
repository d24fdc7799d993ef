using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// States of a <c>$sum</c> of 1 where a condition is true and 0 where it is not: how many documents fulfil it.
/// </summary>
internal sealed class ConditionColumns(Expression condition) : CountColumns(step: 1)
{
    private long _computed;

    public override RunInput? RunInput { get; } = new(condition, RunInputKind.Condition);

    public override void Compute(EvaluationContext context) => _computed = condition.IsTrue(context) ? 1 : 0;

    public override void Take(int group, EvaluationContext context) => Count(group, _computed);

    public override void Add(int group, EvaluationContext context) => Count(group, condition.IsTrue(context) ? 1 : 0);

    public override void AddRun(ReadOnlySpan<int> groups, int first, RunColumn? values, RunReader documents) =>
        Count(groups, values!.Payloads.Slice(first, groups.Length));
}
