using WireSP.Bson;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Accumulators;

/// <summary>
/// The states of one accumulator for all groups of one window, kept in arrays by group number: no object per group.
/// What is kept past a call is copied out of the document's buffer and of the arena.
/// </summary>
public abstract class AccumulatorColumns
{
    /// <summary>Bytes that the states take, for the tier's memory budget.</summary>
    public abstract long StateBytes { get; }

    /// <summary>Makes room for group numbers below <paramref name="groupCount"/>; new groups start empty.</summary>
    public abstract void EnsureGroups(int groupCount);

    /// <summary>Computes what the context's document adds, for <see cref="Take"/>.</summary>
    /// <exception cref="EvaluationException">The argument cannot be computed; no state has changed.</exception>
    public abstract void Compute(EvaluationContext context);

    /// <summary>Whether what a document adds depends on the group: see <see cref="Prepare"/>.</summary>
    public virtual bool NeedsGroup => false;

    /// <summary>
    /// Computes of what <see cref="Compute"/> has computed what depends on the group, for <see cref="Take"/>.
    /// </summary>
    /// <param name="group">The group; -1 for one that the document is the first of.</param>
    /// <param name="key">The group's key.</param>
    /// <param name="context">The context, which still has the document.</param>
    /// <exception cref="EvaluationException">It cannot be computed; no state has changed.</exception>
    public virtual void Prepare(int group, in BsonValue key, EvaluationContext context)
    {
    }

    /// <summary>Takes what was computed last into a group; the document is still the context's.</summary>
    public abstract void Take(int group, EvaluationContext context);

    /// <summary>Takes the context's document into a group.</summary>
    /// <exception cref="EvaluationException">The argument cannot be computed; the state is unchanged.</exception>
    public virtual void Add(int group, EvaluationContext context)
    {
        Compute(context);
        Take(group, context);
    }

    /// <summary>The slot whose value alone is added; null when that is not all.</summary>
    public virtual int? NumberSlot => null;

    /// <summary>
    /// Takes a number that <see cref="NumberSlot"/> was found to hold, as <see cref="Add"/> would.
    /// </summary>
    /// <param name="group">The group.</param>
    /// <param name="type">int32, int64 or double.</param>
    /// <param name="payload">The number's bits as a value has them.</param>
    public virtual void AddNumber(int group, BsonType type, long payload) =>
        throw new NotSupportedException("these columns have no slot of their own");

    /// <summary>Whether documents can be taken many at once: see <see cref="AddRun"/>.</summary>
    public virtual bool TakesRuns => false;

    /// <summary>What has to be known of each document for that; null when nothing has.</summary>
    public virtual RunInput? RunInput => null;

    /// <summary>Takes documents that were read together into their groups, as <see cref="Add"/> would.</summary>
    /// <param name="groups">The documents' groups.</param>
    /// <param name="first">Row of the first of them.</param>
    /// <param name="values">What <see cref="RunInput"/> gives for them; null when there is none.</param>
    /// <param name="documents">Turns to a document of which more has to be known.</param>
    public virtual void AddRun(ReadOnlySpan<int> groups, int first, RunColumn? values, RunReader documents) =>
        throw new NotSupportedException("these columns take documents one by one");

    /// <summary>The group's result so far; may live in the context's arena.</summary>
    /// <exception cref="EvaluationException">There is none; the state is unchanged.</exception>
    public abstract BsonValue Result(int group, EvaluationContext context);

    /// <summary>
    /// The results of neighbouring groups, where all of them have one type, whose values are an int32, eight bytes or
    /// nothing.
    /// </summary>
    /// <param name="first">The first of the groups.</param>
    /// <param name="payloads">Receives the results' bits as values have them.</param>
    /// <param name="context">May be used for what a result is computed with.</param>
    /// <returns>The type; missing where each has to be asked for by <see cref="Result"/>.</returns>
    public virtual BsonType Results(int first, Span<long> payloads, EvaluationContext context) => BsonType.Missing;

    /// <summary>Says in which context <see cref="Merge"/> computes, where it has to.</summary>
    public virtual void RunIn(EvaluationContext context)
    {
    }

    /// <summary>
    /// Takes the state of another instance's group into one of ours, as if its documents came after ours.
    /// </summary>
    /// <exception cref="NotSupportedException">The plan is not mergeable.</exception>
    public abstract void Merge(int group, AccumulatorColumns other, int otherGroup);

    /// <summary>As <see cref="Merge"/>, of neighbouring groups of the other instance.</summary>
    /// <param name="groups">Our group for each of them.</param>
    /// <param name="other">The other instance.</param>
    /// <param name="otherFirst">The first of its groups.</param>
    public virtual void MergeRun(ReadOnlySpan<int> groups, AccumulatorColumns other, int otherFirst)
    {
        for (var i = 0; i < groups.Length; i++)
        {
            Merge(groups[i], other, otherFirst + i);
        }
    }

    /// <summary>
    /// Writes a group's state as one element, so that <see cref="Restore"/> brings it back. Reads nothing that changes
    /// with other groups, so that another thread may call it while those go on.
    /// </summary>
    public abstract void Snapshot(int group, ReadOnlySpan<byte> name, BsonWriter writer);

    /// <summary>
    /// Replaces a group's state by what <see cref="Snapshot"/> wrote: the group is empty, or has what an earlier
    /// snapshot of it held.
    /// </summary>
    public abstract void Restore(int group, BsonValue state);

    /// <summary>Writes the states of several groups as one column; else as <see cref="Snapshot"/>.</summary>
    public virtual void SnapshotColumn(ReadOnlySpan<int> groups, BsonWriter writer)
    {
        var start = BsonColumn.BeginValues(writer);
        foreach (var group in groups)
        {
            Snapshot(group, [], writer);
        }

        BsonColumn.EndValues(writer, start);
    }

    /// <summary>As <see cref="Restore"/>, of what <see cref="SnapshotColumn"/> wrote.</summary>
    /// <param name="groups">The groups; each is there once.</param>
    /// <param name="column">The column, which has a row for each of them.</param>
    public virtual void RestoreColumn(ReadOnlySpan<int> groups, in BsonValue column)
    {
        var values = new BsonColumnReader(column);
        foreach (var group in groups)
        {
            Restore(group, values.Next());
        }
    }

    /// <summary>Whether single groups can be forgotten: see <see cref="Forget"/>.</summary>
    public virtual bool CanForget => false;

    /// <summary>Empties a group, so that its number may be used again.</summary>
    public virtual void Forget(int group) =>
        throw new NotSupportedException("these columns forget all their groups at once");

    /// <summary>Forgets all groups and keeps the arrays, for the next window.</summary>
    public abstract void Clear();
}
