using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.TestKit.Simulation;

/// <summary>
/// A sink whose results take effect with a checkpoint, together with its number. The outside takes transactions of the
/// sink that was opened last alone.
/// </summary>
internal sealed class SimulatedTransactionalSink(SimulatedAttempt attempt) : ITransactionalSink
{
    private const int HeldBackMax = 40;

    private readonly List<BsonDocument> _open = [];
    private readonly List<StreamDocument> _refused = [];
    private int _fence;

    public long? CommittedCheckpoint { get; private set; }

    public bool HasUncommitted => _open.Count + _refused.Count > 0;

    public bool WantsCommit => _open.Count > HeldBackMax;

    public async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        var outside = attempt.Outside;
        (_fence, CommittedCheckpoint) = await attempt.CallSinkAsync(
            "sink open", () => (++outside.Fence, outside.Mark), cancellationToken);
    }

    public ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken)
    {
        foreach (var document in batch.Documents)
        {
            var body = new BsonDocument(document.Body.Span.ToArray());
            if (attempt.Outside.Refuses(body))
            {
                _refused.Add(new StreamDocument(body, document.EventTimeMs, document.Origin));
            }
            else
            {
                _open.Add(body);
            }
        }

        attempt.Taken(batch.Documents.Count);
        return ValueTask.CompletedTask;
    }

    public ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    public async ValueTask<bool> CommitAsync(
        long checkpoint, ISinkFailures failures, CancellationToken cancellationToken)
    {
        if (_refused.Count > 0)
        {
            foreach (var document in _refused)
            {
                failures.DeadLetter(document, "the sink refuses it");
            }

            _refused.Clear();
            return false;
        }

        _ = await attempt.CallSinkAsync($"commit {checkpoint}", () => Commit(checkpoint), cancellationToken);
        _open.Clear();
        return true;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private int Commit(long checkpoint)
    {
        var outside = attempt.Outside;
        if (_fence != outside.Fence)
        {
            throw new IOException($"sink {outside.Fence} has taken over from sink {_fence}");
        }

        // The same request once more: the outside knows that it has taken effect.
        if (outside.Mark >= checkpoint)
        {
            return 0;
        }

        outside.Mark = checkpoint;
        return outside.Apply(_open);
    }
}
