namespace WireSP.Expressions.Accumulators;

/// <summary>A compiled accumulator that knows how to make its columns; all of ours can be merged.</summary>
internal sealed class ColumnsPlan(Func<AccumulatorColumns> create, bool canFail) : AccumulatorPlan
{
    public override bool IsMergeable => true;

    public override bool CanFail => canFail;

    public override AccumulatorColumns CreateColumns() => create();
}
