using System.Threading.Channels;
using WireSP.Bson;
using WireSP.Streaming.Sources;

namespace WireSP.TestKit.Streaming;

/// <summary>
/// A source that delivers what a test adds, as one batch for each call of <see cref="Add"/>. Its position is the number
/// of documents delivered, and an opened position skips as many.
/// </summary>
internal sealed class ArraySource : ISource
{
    private readonly Channel<IReadOnlyList<BsonDocument>> _batches =
        Channel.CreateUnbounded<IReadOnlyList<BsonDocument>>();

    private long _delivered;
    private long _skip;

    /// <summary>What the task acknowledged, in order: numbers of documents.</summary>
    public List<long> Acknowledged { get; } = [];

    /// <summary>Thrown by the next read.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Thrown when the source is opened.</summary>
    public Exception? OpenFailure { get; set; }

    /// <summary>Whether the task let go of the source.</summary>
    public bool IsDisposed { get; private set; }

    /// <inheritdoc/>
    public BsonDocument Position => new BsonDocumentBuilder { { "n", _delivered } }.ToDocument();

    /// <summary>Adds documents that are delivered together.</summary>
    public void Add(params IReadOnlyList<string> documents) =>
        _batches.Writer.TryWrite([.. documents.Select(ExtendedJson.ParseLenient)]);

    /// <summary>Says that no more will come.</summary>
    public void Complete() => _batches.Writer.Complete();

    /// <inheritdoc/>
    public ValueTask OpenAsync(BsonDocument? position, CancellationToken cancellationToken)
    {
        _skip = position is { } from ? from["n"].AsInt64 : 0;
        _delivered = 0;
        return OpenFailure is null ? ValueTask.CompletedTask : ValueTask.FromException(OpenFailure);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync(SourceBatch batch, CancellationToken cancellationToken)
    {
        if (Failure is not null)
        {
            throw Failure;
        }

        if (!await _batches.Reader.WaitToReadAsync(cancellationToken))
        {
            return false;
        }

        _ = _batches.Reader.TryRead(out var documents);
        foreach (var document in documents!)
        {
            if (_delivered++ >= _skip)
            {
                DocumentRow.Of(document, nowMs: 0, _delivered).AddTo(batch);
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public ValueTask AcknowledgeAsync(BsonDocument position, CancellationToken cancellationToken)
    {
        Acknowledged.Add(position["n"].AsInt64);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void WriteStatistics(BsonWriter writer) => writer.WriteInt64("delivered"u8, _delivered);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        return ValueTask.CompletedTask;
    }
}
