using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Streaming.Operators;

/// <summary>
/// What runs a stage for one task: takes documents one by one and pushes what it makes to <see cref="Next"/>. Runs on
/// one thread at a time, never waits, and turns a document that fails here into a dead letter.
/// </summary>
internal abstract class Operator(string name, ChainOutput output) : IDocumentMaker
{
    private Operator? _next;

    /// <summary>The name in statistics and dead letters, for example <c>MatchOperator</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The operator that receives what this one makes.</summary>
    public Operator Next
    {
        get => _next!;
        set => _next = value;
    }

    /// <summary>Where outputs, new bodies and dead letters go.</summary>
    public ChainOutput Output { get; } = output;

    /// <summary>Documents taken in.</summary>
    public long InputCount { get; private set; }

    /// <summary>Bytes taken in.</summary>
    public long InputBytes { get; private set; }

    /// <summary>Documents that failed here.</summary>
    public long DeadLetterCount { get; private set; }

    /// <summary>Bytes of the documents that failed here.</summary>
    public long DeadLetterBytes { get; private set; }

    /// <summary>Documents that failed here or in operators inside.</summary>
    public virtual long TotalDeadLetterCount => DeadLetterCount;

    /// <summary>Bytes of the documents that failed here or in operators inside.</summary>
    public virtual long TotalDeadLetterBytes => DeadLetterBytes;

    /// <summary>Documents that ended here on purpose, and not because they failed.</summary>
    public virtual long DroppedCount => 0;

    /// <summary>Bytes of state kept now.</summary>
    public virtual long StateBytes => 0;

    /// <summary>Bytes kept beside the state, of windows that are gone, to be used again.</summary>
    public virtual long SpareBytes => 0;

    /// <summary>The fields that the stage's JavaScript looks at; null for most.</summary>
    public FieldScope? Script { get; set; }

    /// <summary>Bytes of the engine that runs it; may be read from any thread.</summary>
    public long ScriptBytes => Script?.Context.ScriptBytes ?? 0;

    /// <summary>
    /// Takes one document; it is valid until the call returns unless the operator announces that it keeps it.
    /// </summary>
    public abstract void Process(in StreamDocument document);

    /// <summary>
    /// Inside a window's pipeline: the window's documents are complete. Blocking operators emit what they hold.
    /// </summary>
    public virtual void Finish() => Next.Finish();

    /// <summary>The batch is over: whatever refers to its memory has to be let go.</summary>
    public virtual void EndBatch()
    {
    }

    /// <summary>
    /// Between batches, where memory is short: gives back what is only kept to be used again, and where that is not
    /// enough, also state that can be made again.
    /// </summary>
    /// <param name="bytes">How much is wanted.</param>
    public virtual void GiveBack(long bytes)
    {
    }

    /// <summary>Writes the state as elements of an open document.</summary>
    public virtual void Snapshot(BsonWriter state)
    {
    }

    /// <summary>
    /// Freezes the state without stopping for long, and answers what writes it on any thread while the operator goes
    /// on. Asked for again only when that was written.
    /// </summary>
    public virtual Action<StateWriter> Freeze() => FrozenState.Of(Snapshot);

    /// <summary>Replaces the state by what <see cref="Snapshot"/> or <see cref="Freeze"/> wrote.</summary>
    public virtual void Restore(BsonDocument state, StateReader segments)
    {
    }

    /// <summary>Sends a document that cannot be processed to the dead letters.</summary>
    public void DeadLetter(in StreamDocument document, string reason, BsonDocument details = default)
    {
        DeadLetterCount++;
        DeadLetterBytes += document.Body.Length;
        Output.DeadLetter(Name, document, reason, details);
    }

    /// <summary>
    /// Decides in a catch filter whether a failure is this document's own, and if so makes it a dead letter. A failure
    /// of the processor passes through.
    /// </summary>
    public bool Fails(in StreamDocument document, Exception failure)
    {
        if (Output.IsStrict || !DocumentFailure.TryGetReason(failure, out var reason))
        {
            return false;
        }

        DeadLetter(document, reason, DocumentFailure.DetailsOf(failure));
        return true;
    }

    /// <summary>Makes a document whose evaluation failed a dead letter.</summary>
    /// <exception cref="EvaluationException">Failures are the caller's: there are no dead letters.</exception>
    protected void Fail(in StreamDocument document, EvaluationContext context)
    {
        if (Output.IsStrict)
        {
            throw context.ToException();
        }

        DeadLetter(document, context.FailureReason, DocumentFailure.DetailsOf(context.FailureCode));
    }

    /// <summary>Counts documents that come in together.</summary>
    protected void Count(int count, long bytes)
    {
        InputCount += count;
        InputBytes += bytes;
    }

    /// <summary>Counts a document that comes in.</summary>
    protected void Count(in StreamDocument document)
    {
        InputCount++;
        InputBytes += document.Body.Length;
    }
}
