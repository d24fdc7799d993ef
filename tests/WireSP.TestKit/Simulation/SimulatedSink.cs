using WireSP.Bson;
using WireSP.Streaming.Sinks;

namespace WireSP.TestKit.Simulation;

/// <summary>
/// A sink that sends several batches before the first one is acknowledged: what it was given has taken effect when a
/// flush has succeeded, and not before.
/// </summary>
internal sealed class SimulatedSink(SimulatedAttempt attempt) : ISink
{
    private const int UnderWayMax = 3;

    private readonly Queue<Task<int>> _underWay = new();

    public async ValueTask OpenAsync(CancellationToken cancellationToken) =>
        _ = await attempt.CallSinkAsync("sink open", () => 0, cancellationToken);

    public async ValueTask WriteAsync(SinkBatch batch, CancellationToken cancellationToken)
    {
        List<BsonDocument> documents = [];
        foreach (var document in batch.Documents)
        {
            if (attempt.Outside.Refuses(document.Body))
            {
                batch.Failures.DeadLetter(document, "the sink refuses it");
            }
            else
            {
                documents.Add(new BsonDocument(document.Body.Span.ToArray()));
            }
        }

        attempt.Taken(batch.Documents.Count);
        while (_underWay.Count >= UnderWayMax)
        {
            _ = await _underWay.Dequeue();
        }

        _underWay.Enqueue(attempt.CallSinkAsync("write", () => attempt.Outside.Apply(documents), cancellationToken));
    }

    public async ValueTask FlushAsync(ISinkFailures failures, CancellationToken cancellationToken)
    {
        while (_underWay.TryDequeue(out var call))
        {
            _ = await call;
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
