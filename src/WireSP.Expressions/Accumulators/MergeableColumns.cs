using WireSP.Bson;

namespace WireSP.Expressions.Accumulators;

/// <summary>Columns of states that are structs, of which others may be merged in one by one.</summary>
internal abstract class MergeableColumns<TState> : AccumulatorColumns
    where TState : struct
{
    /// <summary>Takes one document's value into a group.</summary>
    public abstract void Take(int group, in BsonValue value);

    /// <summary>Takes a state into a group's, as if its documents came after ours.</summary>
    public abstract void Merge(int group, in TState other);
}
