using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// Reads the changes of a collection, several, a database or all. Its position is the stream's own token, which moves
/// also while nothing happens. When what is watched has gone it fails, but not before everything that it read has taken
/// effect.
/// </summary>
internal sealed class ChangeStreamSource : ISource
{
    // How long documents that were read may take to take effect when no checkpoint says how often that happens.
    private static readonly TimeSpan EndPatience = TimeSpan.FromMinutes(1);

    private readonly ChangeSourceOptions _options;
    private readonly ICollectionAccess _access;
    private readonly TaskContext _context;
    private readonly ChangeFeed _feed;
    private readonly ChangeWriter _writer;
    private InitialCopy? _copy;
    private bool _isAnnounced;
    private BsonDocument _acknowledged = BsonDocument.Empty;
    private long? _endTimestamp;

    /// <summary>Creates a source that is not opened yet.</summary>
    public ChangeStreamSource(ChangeSourceOptions options, ICollectionAccess access, TaskContext context)
    {
        _options = options;
        _access = access;
        _context = context;
        _feed = new ChangeFeed(options, access);
        _writer = new ChangeWriter(options, context.Clock);
    }

    /// <inheritdoc/>
    public BsonDocument Position => (_feed.Position with { Copy = _copy?.Progress.ToDocument() }).ToDocument();

    /// <inheritdoc/>
    public async ValueTask OpenAsync(BsonDocument? position, CancellationToken cancellationToken)
    {
        var start = position is { } stored
            ? ChangePosition.Parse(stored.Copy())
            : new ChangePosition { Token = _options.StartAfter, StartTime = _options.StartAtOperationTime };
        if (start.End is { } end && _context.StartedByUser is null)
        {
            throw ChangeErrors.Ended(_options, end);
        }

        await _feed.OpenAsync(start with { End = null }, cancellationToken).ConfigureAwait(false);
        if (_options.IsCopyFirst)
        {
            await BeginCopyAsync(start.Copy, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync(SourceBatch batch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!_isAnnounced)
        {
            batch.AssignedPartitions = [0];
            _isAnnounced = true;
        }

        if (_feed.End is { } end)
        {
            await EndAsync(end, cancellationToken).ConfigureAwait(false);
            return true;
        }

        if (_copy is { Progress.IsComplete: false } copy)
        {
            await copy.ReadAsync(batch, cancellationToken).ConfigureAwait(false);
            return true;
        }

        await _feed.FillAsync(_options.AwaitTime, cancellationToken).ConfigureAwait(false);
        while (batch.HasRoom && _feed.TryTake(out var change))
        {
            _writer.Add(batch, change, ChangeOrigin.OfStream);
        }

        return true;
    }

    /// <inheritdoc/>
    public ValueTask AcknowledgeAsync(BsonDocument position, CancellationToken cancellationToken)
    {
        _acknowledged = position;
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void WriteStatistics(BsonWriter writer)
    {
        ChangeStatistics.Write(writer, _feed, _writer.LastTimeMs, _context.Clock);
        if (_copy is not null)
        {
            ChangeStatistics.Write(writer, _copy.Progress);
        }
    }

    /// <inheritdoc/>
    public void WriteOperatorStatistics(BsonWriter writer)
    {
        if (_copy is not null)
        {
            ChangeStatistics.Write(writer, _copy.Progress);
        }

        _writer.Targets.Write(writer, _options, _copy);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_copy is not null)
        {
            await _copy.DisposeAsync().ConfigureAwait(false);
        }

        await _feed.DisposeAsync().ConfigureAwait(false);
        await _access.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask BeginCopyAsync(BsonDocument? stored, CancellationToken cancellationToken)
    {
        var progress = stored is { } known
            ? CopyProgress.Parse(known, _options.Collections.Count)
            : new CopyProgress(_options.Collections.Count);
        _copy = new InitialCopy(_options, _access, _feed, _writer, progress);
        if (stored is null)
        {
            await _copy.EstimateAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // A failure drops what is under way, so it has to wait until nothing is.
    private async ValueTask EndAsync(string end, CancellationToken cancellationToken)
    {
        var clock = _context.Clock;
        _endTimestamp ??= clock.GetTimestamp();
        var patience = (_context.CheckpointInterval ?? TimeSpan.Zero) * 2 + EndPatience;
        if (_acknowledged.Span.SequenceEqual(Position.Span) || clock.GetElapsedTime(_endTimestamp.Value) > patience)
        {
            throw ChangeErrors.Ended(_options, end);
        }

        await Task.Delay(ConnectorLimits.IdleWait, clock, cancellationToken).ConfigureAwait(false);
    }
}
