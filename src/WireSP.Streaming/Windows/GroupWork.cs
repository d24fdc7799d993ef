namespace WireSP.Streaming.Windows;

/// <summary>What the states of one <c>$group</c> share in one task while one of them is at work.</summary>
/// <param name="plan">The compiled stage.</param>
internal sealed class GroupWork(GroupPlan plan)
{
    /// <summary>Keys met lately.</summary>
    public RecentIntegers Recent { get; } = new();

    /// <summary>Results that are being put out.</summary>
    public GroupResults Results { get; } = new(plan);
}
