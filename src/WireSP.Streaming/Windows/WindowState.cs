using WireSP.Bson;
using WireSP.Expressions.Runs;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// What one open window keeps of its documents: the groups, the count, or the documents themselves. Reused by later
/// windows after <see cref="Clear"/>.
/// </summary>
internal abstract class WindowState
{
    /// <summary>Bytes kept now.</summary>
    public abstract long StateBytes { get; }

    /// <summary>Takes a document in; copies what it keeps.</summary>
    public abstract void Add(in StreamDocument document);

    /// <summary>Takes in a document of a batch, whose fields the state's scope has found.</summary>
    public virtual void Add(DocumentRows documents, int index) => Add(documents[index]);

    /// <summary>
    /// Takes in documents that were read together; only where the state's plan has told their inputs.
    /// </summary>
    /// <param name="documents">The documents.</param>
    /// <param name="first">Row of the first of them.</param>
    /// <param name="count">How many there are.</param>
    public virtual void AddRun(RunReader documents, int first, int count) =>
        throw new NotSupportedException("this state takes documents one by one");

    /// <summary>Takes in what another state of the same plan holds, which stays as it is.</summary>
    public abstract void Merge(WindowState other);

    /// <summary>Pushes the window's results to an operator.</summary>
    public abstract void Emit(in DocumentOrigin windowOrigin, long eventTimeMs, Operator target);

    /// <summary>Forgets everything and keeps the memory.</summary>
    public abstract void Clear();

    /// <summary>Writes the state as elements of an open document.</summary>
    public abstract void Snapshot(BsonWriter state);

    /// <summary>
    /// Freezes the state without stopping for long, and answers what writes it on any thread while the state goes on.
    /// Asked for again only when that was written.
    /// </summary>
    public virtual Action<StateWriter> Freeze() => FrozenState.Of(Snapshot);

    /// <summary>
    /// Says that checkpoints no longer name the segments that <see cref="Freeze"/> wrote, which are gone with them.
    /// </summary>
    public virtual void LeaveSegments()
    {
    }

    /// <summary>Replaces the state by what <see cref="Snapshot"/> or <see cref="Freeze"/> wrote.</summary>
    public abstract void Restore(BsonDocument state, StateReader segments);
}
