using WireSP.Expressions;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Collections;

/// <summary>
/// Holds merges back until a checkpoint covers them, then commits them together with its number: each takes effect
/// once, whatever happens in between. Asks for a checkpoint when it holds much.
/// </summary>
/// <param name="options">The stage.</param>
/// <param name="context">The task.</param>
internal sealed class TransactionalMergeSink(MergeOptions options, TaskContext context) : ITransactionalSink
{
    // What is held back when a commit is asked for; a few batches under way may follow before its barrier comes.
    private const long HeldBytesMax = 16 * 1024 * 1024;
    private const int HeldDocumentsMax = 50_000;

    private readonly MergeReader _reader = new(options, context.Clock);
    private readonly List<MergeBatch> _held = [];
    private readonly Stack<MergeBatch> _used = [];
    private ICollectionAccess? _access;
    private IAtomicCollections? _atomic;
    private MergeTargetCheck? _check;
    private CommitMark _mark;
    private long _heldBytes;
    private int _heldDocuments;

    /// <inheritdoc/>
    public long? CommittedCheckpoint => _mark.Checkpoint;

    /// <inheritdoc/>
    public bool HasUncommitted => _heldDocuments > 0;

    /// <inheritdoc/>
    public bool WantsCommit => _heldBytes >= HeldBytesMax
        || _heldDocuments >= Math.Min(HeldDocumentsMax, _atomic?.WritesMax ?? HeldDocumentsMax);

    /// <inheritdoc/>
    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        _access = options.Connector.OpenCollections(options.Connection);
        _atomic = (IAtomicCollections)_access;
        _check = new MergeTargetCheck(options, _access);
        await _check.Targets.OpenAsync(cancellationToken).ConfigureAwait(false);
        _mark = await _atomic.ClaimAsync(context.ProcessorId, options.Target.ConstantDatabase, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken)
    {
        foreach (var document in batch.Documents)
        {
            try
            {
                Hold(document);
            }
            catch (EvaluationException error)
            {
                batch.Failures.DeadLetter(document, error.Message);
            }
        }

        return _check!.Targets.CheckNewAsync(_reader.Targets, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    /// <inheritdoc/>
    public async ValueTask<bool> CommitAsync(
        long checkpoint, ISinkFailures failures, CancellationToken cancellationToken)
    {
        var writes = new List<MergeWrite>(_heldDocuments);
        foreach (var batch in _held)
        {
            writes.AddRange(batch.Writes);
        }

        var mark = _mark with { Checkpoint = checkpoint };
        var refused = await _atomic!.CommitAsync(_check!.Plan, writes, mark, cancellationToken).ConfigureAwait(false);
        if (refused.Count > 0)
        {
            Refuse(refused, failures);
            return false;
        }

        _mark = mark;
        Forget();
        return true;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _access?.DisposeAsync() ?? ValueTask.CompletedTask;

    private void Hold(in StreamDocument document)
    {
        if (_held.Count == 0 || _held[^1].IsFull)
        {
            _held.Add(_used.TryPop(out var used) ? used : new MergeBatch());
        }

        var batch = _held[^1];
        var before = batch.Bytes;
        _reader.Add(document, batch);
        _heldBytes += batch.Bytes - before;
        _heldDocuments++;
    }

    private void Refuse(IReadOnlyList<WriteFailure> refused, ISinkFailures failures)
    {
        var first = 0;
        var next = 0;
        foreach (var batch in _held)
        {
            var count = batch.Writes.Count;
            List<int> places = [];
            for (; next < refused.Count && refused[next].Index < first + count; next++)
            {
                places.Add(refused[next].Index - first);
                batch.DeadLetter(refused[next], refused[next].Index - first, failures);
            }

            batch.Remove(places);
            _heldDocuments -= places.Count;
            first += count;
        }
    }

    private void Forget()
    {
        foreach (var batch in _held)
        {
            batch.Clear();
            _used.Push(batch);
        }

        _held.Clear();
        _heldBytes = 0;
        _heldDocuments = 0;
    }
}
