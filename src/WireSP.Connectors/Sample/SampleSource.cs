using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Sample;

/// <summary>
/// Makes documents of a format at a steady pace. Document n depends on the seed and n alone (but for its timestamp), so
/// that a restart goes on with the next one. After a pause of the machine it goes on at its pace and makes up for
/// nothing.
/// </summary>
internal sealed class SampleSource(SampleFormat format, long seed, double documentsPerSecond, TimeProvider clock)
    : ISource
{
    private long _next;
    private bool _isAnnounced;

    // The pace: document _paceSequence was due at _paceStart.
    private long _paceStart;
    private long _paceSequence;

    /// <inheritdoc/>
    public BsonDocument Position => new BsonDocumentBuilder { { "sequence", _next } }.ToDocument();

    /// <inheritdoc/>
    public ValueTask OpenAsync(BsonDocument? position, CancellationToken cancellationToken)
    {
        _next = position is { } stored ? stored["sequence"].AsInt64 : 0;
        SetPace();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReadAsync(SourceBatch batch, CancellationToken cancellationToken)
    {
        if (!_isAnnounced)
        {
            batch.AssignedPartitions = [0];
            _isAnnounced = true;
        }

        var due = CountDue();
        if (due <= 0)
        {
            await Task.Delay(UntilNextIsDue(), clock, cancellationToken).ConfigureAwait(false);
            due = CountDue();
        }

        Fill(batch, due);
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

    private void Fill(SourceBatch batch, long due)
    {
        var nowMs = clock.GetUtcNow().ToUnixTimeMilliseconds();
        for (; due > 0 && batch.HasRoom; due--)
        {
            var random = new SampleRandom(seed, _next);
            var start = batch.Buffer.BeginDocument();
            format.Write(batch.Buffer, new SampleMoment(_next, nowMs), ref random);
            batch.Buffer.End(start);
            batch.Add(
                batch.Buffer.DocumentFrom(start),
                nowMs,
                new DocumentOrigin(GeneratedOrigin.Instance, 0, _next, nowMs, default));
            _next++;
        }
    }

    private long CountDue()
    {
        var elapsed = clock.GetElapsedTime(_paceStart);
        var due = _paceSequence + 1 + (long)(elapsed.TotalSeconds * documentsPerSecond) - _next;
        if (due > documentsPerSecond + 1)
        {
            // More than a second behind: the machine slept, or the pipeline is slower than the pace.
            SetPace();
            due = 1;
        }

        return due;
    }

    private TimeSpan UntilNextIsDue()
    {
        var dueAt = (_next - _paceSequence) / documentsPerSecond;
        var wait = TimeSpan.FromSeconds(dueAt) - clock.GetElapsedTime(_paceStart);

        // A fast stream is handed over in batches, not one document at a time.
        return wait > ConnectorLimits.IdleWait ? ConnectorLimits.IdleWait
            : wait > StreamingLimits.BatchLinger ? wait
            : StreamingLimits.BatchLinger;
    }

    private void SetPace()
    {
        _paceStart = clock.GetTimestamp();
        _paceSequence = _next;
    }
}
