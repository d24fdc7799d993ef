using System.Threading.Channels;
using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// Writes batches to the sink and dead letters to where they go, shows both to whoever samples, and says from time to
/// time up to where everything has been acknowledged.
/// </summary>
internal sealed class SinkLoop
{
    // How long written documents may wait for an acknowledgement that moves the source's position.
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly BatchSlots _slots;
    private readonly Channel<BatchSlot?> _outbox;
    private readonly TaskOptions _options;
    private readonly TimeProvider _clock;
    private readonly SampleFormat _samples;
    private readonly SinkFailures _failures;
    private readonly LatencyWindow _latency;
    private readonly Lock _positionGate = new();
    private TaskPosition _writtenPosition;
    private TaskPosition _pendingPosition;
    private bool _isFlushDue;
    private long _ticks;
    private long _count;
    private long _bytes;

    /// <summary>Creates the loop.</summary>
    public SinkLoop(BatchSlots slots, Channel<BatchSlot?> outbox, TaskOptions options, CompiledPipeline pipeline)
    {
        _slots = slots;
        _outbox = outbox;
        _options = options;
        _clock = options.Context.Clock;
        _samples = new SampleFormat(pipeline.StreamMetaFieldName);
        _latency = new LatencyWindow(_clock);
        var format = new DeadLetterFormat(options.Context, options.InstanceName, pipeline.StreamMetaFieldName);
        _failures = new SinkFailures(format, pipeline.Sink?.OperatorName ?? "");
    }

    /// <summary>The position up to which the sink has acknowledged everything; empty before the first.</summary>
    public TaskPosition WrittenPosition
    {
        get
        {
            lock (_positionGate)
            {
                return _writtenPosition;
            }
        }
    }

    /// <summary>Time spent in the sink.</summary>
    public TimeSpan ExecutionTime => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    /// <summary>Documents handed to the sink.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Bytes handed to the sink.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Documents that the sink refused.</summary>
    public SinkFailures Failures => _failures;

    /// <summary>Latencies of the last 30 seconds.</summary>
    public LatencyStatistics? Latency => _latency.Read();

    /// <summary>Writes until no more batches come, then waits for the last acknowledgements.</summary>
    public async Task RunAsync(ISink sink, CancellationToken abort)
    {
        // Written to the same queue, so that the sink keeps one caller.
        await using var timer = _clock.CreateTimer(
            _ => _outbox.Writer.TryWrite(null), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var flushed = _clock.GetTimestamp();
        while (await _outbox.Reader.WaitToReadAsync(abort).ConfigureAwait(false))
        {
            while (_outbox.Reader.TryRead(out var slot))
            {
                if (slot is not null)
                {
                    await WriteAsync(sink, slot, abort).ConfigureAwait(false);
                }

                if (_isFlushDue && (slot is null || _clock.GetElapsedTime(flushed) >= FlushInterval))
                {
                    await FlushAsync(sink, abort).ConfigureAwait(false);
                    flushed = _clock.GetTimestamp();
                }
            }

            _ = timer.Change(_isFlushDue ? FlushInterval : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        await FlushAsync(sink, abort).ConfigureAwait(false);
    }

    private async ValueTask WriteAsync(ISink sink, BatchSlot slot, CancellationToken abort)
    {
        var output = slot.Output;
        if (_options.Samples is { } tap)
        {
            await tap.WaitForRoomAsync(abort).ConfigureAwait(false);
        }

        await WriteDeadLettersAsync(output.DeadLetters, abort).ConfigureAwait(false);
        if (output.Documents.Count > 0)
        {
            var began = _clock.GetTimestamp();
            await sink.WriteAsync(new SinkBatch(output.Documents, _failures), abort).ConfigureAwait(false);
            _ = Interlocked.Add(ref _ticks, _clock.GetElapsedTime(began).Ticks);
            await WriteDeadLettersAsync(_failures.Take(), abort).ConfigureAwait(false);
            Measure(output);
            Show(output);
        }

        if (slot.Position.Source is not null)
        {
            _pendingPosition = slot.Position;
        }

        _isFlushDue = true;
        _slots.Return(slot);
    }

    private async ValueTask FlushAsync(ISink sink, CancellationToken abort)
    {
        await sink.FlushAsync(_failures, abort).ConfigureAwait(false);
        await WriteDeadLettersAsync(_failures.Take(), abort).ConfigureAwait(false);
        _isFlushDue = false;
        if (_pendingPosition.Source is not null)
        {
            lock (_positionGate)
            {
                _writtenPosition = _pendingPosition;
            }

            _pendingPosition = default;
        }
    }

    private async ValueTask WriteDeadLettersAsync(IReadOnlyList<BsonDocument> deadLetters, CancellationToken abort)
    {
        foreach (var deadLetter in deadLetters)
        {
            if (_options.Samples is { IsWanted: true } samples)
            {
                samples.Offer(_samples.RenderDeadLetter(deadLetter));
            }

            if (_options.DeadLetters is { } writer)
            {
                await writer.WriteAsync(deadLetter, abort).ConfigureAwait(false);
            }
        }
    }

    private void Measure(OutputBatch output)
    {
        _ = Interlocked.Add(ref _count, output.Documents.Count);
        _ = Interlocked.Add(ref _bytes, output.Documents.Bytes);
        foreach (var (timestamp, count) in output.Arrivals)
        {
            _latency.Add(_clock.GetElapsedTime(timestamp), count);
        }
    }

    private void Show(OutputBatch output)
    {
        if (_options.Samples is not { IsWanted: true } samples)
        {
            return;
        }

        foreach (var document in output.Documents)
        {
            samples.Offer(_samples.Render(document));
        }
    }
}
