using WireSP.Bson;
using WireSP.Expressions.Transforms;
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
    // The documents as they are handed over: one behind the other, in memory that is never reused.
    private byte[] _bytes = [];
    private DocumentSlice[] _slices = [];
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

        if (_slices.Length < documents.Count)
        {
            LayOut();
        }

        if (_next < documents.Count)
        {
            var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
            var origin = new DocumentOrigin(GeneratedOrigin.Instance, 0, _next, nowMs, default);
            _next += batch.AddRange(_bytes, _slices.AsSpan(_next), nowMs, origin);
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

    private void LayOut()
    {
        _bytes = new byte[documents.Sum(document => document.Length)];
        _slices = new DocumentSlice[documents.Count];
        var offset = 0;
        for (var i = 0; i < _slices.Length; i++)
        {
            var document = documents[i];
            document.Span.CopyTo(_bytes.AsSpan(offset));
            _slices[i] = new DocumentSlice(offset, document.Length);
            offset += document.Length;
        }
    }
}
