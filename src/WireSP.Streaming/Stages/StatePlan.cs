using WireSP.Expressions.Runs;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Stages;

/// <summary>
/// A compiled stage that holds a window's documents until it closes: as the first such stage it is the state of each
/// open window, later ones run over the results of a closing window.
/// </summary>
internal abstract class StatePlan(string stageName) : StagePlan(stageName)
{
    /// <summary>
    /// Whether states of several parts of a window give, merged, what one state of all the documents gives.
    /// </summary>
    public virtual bool IsMergeable => false;

    /// <summary>Whether the state is only the documents themselves.</summary>
    public virtual bool KeepsDocuments => false;

    /// <summary>What the state has to know of documents to take many at once; null when it takes them singly.</summary>
    public virtual IReadOnlyList<RunInput>? RunInputs => null;

    /// <summary>Makes an empty state for a window.</summary>
    public abstract WindowState CreateState(OperatorFactory factory);

    /// <summary>
    /// Makes what many sessions keep their states in together; null when each needs a state of its own.
    /// </summary>
    public virtual SessionGroups? CreateSessionGroups(OperatorFactory factory, SessionPartitions partitions) =>
        null;

    /// <inheritdoc/>
    public override Operator Create(OperatorFactory factory) =>
        new StateOperator(OperatorName, factory.Output, () => CreateState(factory));
}
