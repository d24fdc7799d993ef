using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>What the states of one <c>$group</c> share in one task while one of them is at work.</summary>
/// <param name="plan">The compiled stage.</param>
internal sealed class GroupWork(GroupPlan plan)
{
    // Where results went last, and what is known of it.
    private Operator? _target;
    private GroupFilter? _filter;

    /// <summary>Keys met lately.</summary>
    public RecentIntegers Recent { get; } = new();

    /// <summary>Results that are being put out.</summary>
    public GroupResults Results { get; } = new(plan);

    /// <summary>What filters results that go to an operator; null when they are not filtered there.</summary>
    public GroupFilter? FilterOf(Operator target)
    {
        if (!ReferenceEquals(_target, target))
        {
            (_target, _filter) = (target, GroupFilter.Of(target));
        }

        return _filter;
    }
}
