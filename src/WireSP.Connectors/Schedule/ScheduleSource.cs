using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Schedule;

/// <summary>
/// Hands over one document per tick of a schedule, empty but for the tick's time. Ticks missed while the task was down
/// are made up for, those missed while the user had stopped the processor are not.
/// </summary>
internal sealed class ScheduleSource(CronSchedule schedule, string fieldName, TaskContext context)
    : ISelfTimedSource
{
    private readonly TimeProvider _clock = context.Clock;

    // Checkpointed: everything up to this time has been handed over, this many documents in all.
    private DateTimeOffset _coveredTo;
    private long _count;

    private DateTimeOffset? _next;
    private bool _isAnnounced;

    /// <inheritdoc/>
    public BsonDocument Position =>
        new BsonDocumentBuilder { { "time", BsonValue.FromDateTime(_coveredTo) }, { "count", _count } }.ToDocument();

    /// <inheritdoc/>
    public long? NextMs => _next?.ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public ValueTask OpenAsync(BsonDocument? position, CancellationToken cancellationToken)
    {
        _coveredTo = _clock.GetUtcNow();
        if (position is { } stored)
        {
            _count = stored["count"].AsInt64;
            _coveredTo = DateTimeOffset.FromUnixTimeMilliseconds(stored["time"].AsDateTimeMs);
            if (context.StartedByUser > _coveredTo)
            {
                _coveredTo = context.StartedByUser.Value;
            }
        }

        _next = schedule.NextAfter(_coveredTo);
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync(SourceBatch batch, CancellationToken cancellationToken)
    {
        Announce(batch);
        var now = _clock.GetUtcNow();
        if (_next is not { } tick || tick > now)
        {
            // Capped, so that the task can look after time and a clock that is set forward is noticed.
            var untilNext = (_next ?? DateTimeOffset.MaxValue) - now;
            var wait = untilNext < ConnectorLimits.IdleWait ? untilNext : ConnectorLimits.IdleWait;
            await Task.Delay(wait, _clock, cancellationToken).ConfigureAwait(false);
            now = _clock.GetUtcNow();
        }

        Fill(batch, now);
        return true;
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

    /// <inheritdoc/>
    public void Read(SourceBatch batch)
    {
        Announce(batch);
        Fill(batch, _clock.GetUtcNow());
    }

    private void Announce(SourceBatch batch)
    {
        if (!_isAnnounced)
        {
            batch.AssignedPartitions = [0];
            _isAnnounced = true;
        }
    }

    private void Fill(SourceBatch batch, DateTimeOffset now)
    {
        while (_next is { } tick && tick <= now && batch.HasRoom)
        {
            var tickMs = tick.ToUnixTimeMilliseconds();
            var start = batch.Buffer.BeginDocument();
            batch.Buffer.WriteValue(fieldName, BsonValue.FromDateTimeMs(tickMs));
            batch.Buffer.End(start);
            batch.Add(
                batch.Buffer.DocumentFrom(start),
                tickMs,
                new DocumentOrigin(GeneratedOrigin.Instance, 0, _count, now.ToUnixTimeMilliseconds(), default));
            _count++;
            _coveredTo = tick;
            _next = schedule.NextAfter(tick);
        }
    }
}
