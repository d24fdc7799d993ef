namespace WireSP.Expressions.Accumulators;

/// <summary>A compiled accumulator of a <c>$group</c>: the operator with its argument. Stateless and shared.</summary>
public abstract class AccumulatorPlan
{
    /// <summary>Whether partial states of this accumulator can be merged, so that windows may share panes.</summary>
    public abstract bool IsMergeable { get; }

    /// <summary>Whether a document may fail here, so that it has to be computed before anything changes.</summary>
    public abstract bool CanFail { get; }

    /// <summary>New, empty columns for one window or pane.</summary>
    public abstract AccumulatorColumns CreateColumns();
}
