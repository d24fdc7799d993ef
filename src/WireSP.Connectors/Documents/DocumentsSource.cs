using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Documents;

/// <summary>
/// Hands over a fixed list of documents in order. Stays open and idle after the last one, as a topic would on which
/// nobody writes any more.
/// </summary>
internal sealed class DocumentsSource(IReadOnlyList<BsonDocument> documents, TimeProvider clock)
    : ISelfTimedSource
{
    private int _next;
    private bool _isAnnounced;

    /// <inheritdoc/>
    public BsonDocument Position => new BsonDocumentBuilder { { "index", _next } }.ToDocument();

    /// <inheritdoc/>
    public long? NextMs => _next < documents.Count ? clock.GetUtcNow().ToUnixTimeMilliseconds() : null;

    /// <inheritdoc/>
    public ValueTask OpenAsync(BsonDocument? position, CancellationToken cancellationToken)
    {
        _next = position is { } stored ? stored["index"].AsInt32 : 0;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync(SourceBatch batch, CancellationToken cancellationToken)
    {
        if (_isAnnounced && _next >= documents.Count)
        {
            await Task.Delay(ConnectorLimits.IdleWait, clock, cancellationToken).ConfigureAwait(false);
            return true;
        }

        Read(batch);
        return true;
    }

    /// <inheritdoc/>
    public void Read(SourceBatch batch)
    {
        if (!_isAnnounced)
        {
            batch.AssignedPartitions = [0];
            _isAnnounced = true;
        }

        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (; _next < documents.Count && batch.HasRoom; _next++)
        {
            var start = batch.Buffer.Position;
            batch.Buffer.WriteRaw(documents[_next].Span);
            batch.Add(
                batch.Buffer.DocumentFrom(start),
                nowMs,
                new DocumentOrigin(GeneratedOrigin.Instance, 0, _next, nowMs, default));
        }
    }

    /// <inheritdoc/>
    public ValueTask AcknowledgeAsync(BsonDocument position, CancellationToken cancellationToken) =>
        ValueTask.CompletedTask;

    /// <inheritdoc/>
    public void WriteStatistics(BsonWriter writer)
    {
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
