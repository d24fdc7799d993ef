using WireSP.Bson;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Streaming;

namespace WireSP.TestKit.Simulation;

/// <summary>
/// Reads a list of documents in batches of any size; its position is the number of documents read. Moves the clock, and
/// fails when it is told to.
/// </summary>
internal sealed class SimulatedSource(
    IReadOnlyList<BsonDocument> documents, Random random, FakeClock clock, int failsAfterReads) : ISource
{
    private const int BatchMax = 12;

    private int _next;
    private int _reads;

    public BsonDocument Position => new BsonDocumentBuilder { { "n", _next } }.ToDocument();

    public ValueTask OpenAsync(BsonDocument? position, CancellationToken cancellationToken)
    {
        _next = position is { } known ? known["n"].AsInt32 : 0;
        return ValueTask.CompletedTask;
    }

    public ValueTask<bool> ReadAsync(SourceBatch batch, CancellationToken cancellationToken)
    {
        if (_reads++ == failsAfterReads)
        {
            throw new IOException("the source is gone");
        }

        clock.Advance(TimeSpan.FromMilliseconds(random.Next(0, 2000)));
        for (var count = random.Next(0, BatchMax); count > 0 && _next < documents.Count; count--)
        {
            DocumentRow.Of(documents[_next], nowMs: 0, _next).AddTo(batch);
            _next++;
        }

        return new(_next < documents.Count);
    }

    public ValueTask AcknowledgeAsync(BsonDocument position, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    public void WriteStatistics(BsonWriter writer)
    {
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
