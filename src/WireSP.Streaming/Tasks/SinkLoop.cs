using System.Runtime.ExceptionServices;
using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// Writes batches to the sink and dead letters to where they go, shows both to whoever samples, and completes the
/// checkpoints whose barriers arrive.
/// </summary>
internal sealed class SinkLoop
{
    // How long documents that a sink gathers may wait when no checkpoint asks for them.
    private static readonly TimeSpan FlushInterval = TimeSpan.FromSeconds(1);

    private readonly TaskQueues _queues;
    private readonly Checkpointer _checkpointer;
    private readonly TaskOptions _options;
    private readonly TimeProvider _clock;
    private readonly SampleFormat _samples;
    private readonly SinkFailures _failures;
    private readonly LatencyWindow _latency;
    private readonly SinkProgress _progress;
    private CheckpointBarrier? _prepared;
    private Task _storing = Task.CompletedTask;
    private volatile ExceptionDispatchInfo? _storeFailure;
    private bool _isFlushDue;
    private bool _isBarrierAsked;
    private long _busySince;
    private long _ticks;
    private long _count;
    private long _bytes;

    /// <summary>Creates the loop.</summary>
    public SinkLoop(
        TaskQueues queues, Checkpointer checkpointer, TaskOptions options, CompiledPipeline pipeline)
    {
        _queues = queues;
        _checkpointer = checkpointer;
        _options = options;
        _progress = new SinkProgress(options.SinglyCount);
        _clock = options.Context.Clock;
        _samples = new SampleFormat(pipeline.StreamMetaFieldName);
        _latency = new LatencyWindow(_clock);
        var format = new DeadLetterFormat(options.Context, options.InstanceName, pipeline.StreamMetaFieldName);
        _failures = new SinkFailures(format, pipeline.Sink?.OperatorName ?? "");
    }

    /// <summary>Time spent in the sink.</summary>
    public TimeSpan ExecutionTime => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    /// <summary>How long the sink has been at its present call; zero when it waits for work.</summary>
    public TimeSpan BlockedFor =>
        Interlocked.Read(ref _busySince) is > 0 and var since ? _clock.GetElapsedTime(since) : TimeSpan.Zero;

    /// <summary>Documents handed to the sink.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Bytes handed to the sink.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Documents that the sink refused.</summary>
    public SinkFailures Failures => _failures;

    /// <summary>Latencies of the last 30 seconds.</summary>
    public LatencyStatistics? Latency => _latency.Read();

    /// <summary>See <see cref="StreamTask.SinglyCountAfter"/>.</summary>
    public long SinglyCountAfter(bool hasDefect) => _progress.SinglyCountAfter(hasDefect);

    /// <summary>Writes until no more batches come, then waits for the last acknowledgements.</summary>
    public async Task RunAsync(ISink sink, CancellationToken abort)
    {
        // Written to the same queue, so that the sink keeps one caller.
        await using var timer = _clock.CreateTimer(
            _ => _queues.Outbox.Writer.TryWrite(null), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var flushed = _clock.GetTimestamp();
        while (await _queues.Outbox.Reader.WaitToReadAsync(abort))
        {
            while (_queues.Outbox.Reader.TryRead(out var slot))
            {
                _ = Interlocked.Exchange(ref _busySince, Math.Max(1, _clock.GetTimestamp()));
                await TakeAsync(sink, slot, abort);
                if (_isFlushDue && (slot is null || _clock.GetElapsedTime(flushed) >= FlushInterval))
                {
                    await FlushAsync(sink, abort);
                    flushed = _clock.GetTimestamp();
                }

                _ = Interlocked.Exchange(ref _busySince, 0);
            }

            _ = timer.Change(_isFlushDue ? FlushInterval : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }

        await FlushAsync(sink, abort);
        await _storing;
        if (_prepared is { } last)
        {
            await _checkpointer.ResolveAsync(last, abort);
        }
    }

    private async ValueTask TakeAsync(ISink sink, BatchSlot? slot, CancellationToken abort)
    {
        // A checkpoint that another epoch refused ends the task now, and not with the next one.
        _storeFailure?.Throw();
        if (slot?.Barrier is { } barrier)
        {
            await CheckpointAsync(sink, barrier, abort);
        }
        else if (slot is not null)
        {
            await WriteAsync(sink, slot, abort);
        }
    }

    private async ValueTask CheckpointAsync(ISink sink, CheckpointBarrier barrier, CancellationToken abort)
    {
        _isBarrierAsked = false;
        await FlushAsync(sink, abort);
        var given = _progress.PassBarrier();
        await _storing;
        if (sink.Transactional is not { HasUncommitted: true } transactional)
        {
            // What follows may be written meanwhile: after a crash it is written again, as is everything behind the
            // checkpoint.
            _storing = StoreAsync(barrier, given, abort);
            return;
        }

        await _checkpointer.StoreAsync(barrier, isCommitted: false, abort);
        FaultPoint.Reach("sink.before_commit");
        while (!await transactional.CommitAsync(barrier.Number, _failures, abort))
        {
            await WriteDeadLettersAsync(_failures.Take(), abort);
        }

        FaultPoint.Reach("sink.after_commit");
        _prepared = barrier;
        Complete(barrier, given);
    }

    private async Task StoreAsync(CheckpointBarrier barrier, long given, CancellationToken abort)
    {
        try
        {
            await _checkpointer.StoreAsync(barrier, isCommitted: true, abort);
        }
        catch (Exception failure)
        {
            // The loop may be waiting for a batch of a source that is quiet for long.
            _storeFailure = ExceptionDispatchInfo.Capture(failure);
            _ = _queues.Outbox.Writer.TryWrite(null);
            throw;
        }

        Complete(barrier, given);
    }

    private void Complete(CheckpointBarrier barrier, long given)
    {
        _progress.Cover(given);
        _checkpointer.Complete(barrier);

        // Whoever asked for another one meanwhile is served when the chain looks again.
        _queues.Tick();
    }

    private async ValueTask WriteAsync(ISink sink, BatchSlot slot, CancellationToken abort)
    {
        var output = slot.Output;
        if (_options.Samples is { } tap)
        {
            await tap.WaitForRoomAsync(abort);
        }

        await WriteDeadLettersAsync(output.DeadLetters, abort);
        if (output.Documents.Count > 0)
        {
            var began = _clock.GetTimestamp();
            await WriteDocumentsAsync(sink, output.Documents, abort);
            _ = Interlocked.Add(ref _ticks, _clock.GetElapsedTime(began).Ticks);
            await WriteDeadLettersAsync(_failures.Take(), abort);
            Measure(output);
            Show(output);
        }

        _isFlushDue = true;
        _queues.Slots.Return(slot);
        if (!_isBarrierAsked && (_progress.WantsBarrier || sink.Transactional is { WantsCommit: true }))
        {
            _isBarrierAsked = true;
            _ = _checkpointer.RequestAsync(null);
            _queues.Tick();
        }
    }

    private async ValueTask WriteDocumentsAsync(ISink sink, DocumentRows documents, CancellationToken abort)
    {
        _progress.Give(documents.Count);
        if (!_progress.IsSingly)
        {
            await sink.WriteAsync(new SinkBatch(documents, _failures), abort);
            return;
        }

        var one = new DocumentRows();
        for (var i = 0; i < documents.Count; i++)
        {
            one.Clear();
            one.AddFrom(documents, i);
            try
            {
                await sink.WriteAsync(new SinkBatch(one, _failures), abort);

                // One that gathers meets the defect no sooner.
                await sink.FlushAsync(_failures, abort);
            }
            catch (Exception failure) when (Defect.Is(failure))
            {
                var reason = Defect.Describe(failure);
                _failures.DeadLetter(documents[i], reason);
                _options.Warn?.Invoke($"the sink cannot take a document because of a defect of this program: {reason}");

                // One that cannot go on says so now, and not by what follows, which is innocent.
                await sink.FlushAsync(_failures, abort);
            }
        }
    }

    private async ValueTask FlushAsync(ISink sink, CancellationToken abort)
    {
        await sink.FlushAsync(_failures, abort);
        await WriteDeadLettersAsync(_failures.Take(), abort);
        _isFlushDue = false;
    }

    private async ValueTask WriteDeadLettersAsync(IReadOnlyList<BsonDocument> deadLetters, CancellationToken abort)
    {
        if (_options.Samples is { IsWanted: true } samples)
        {
            foreach (var deadLetter in deadLetters)
            {
                samples.Offer(_samples.RenderDeadLetter(deadLetter));
            }
        }

        if (deadLetters.Count > 0 && _options.DeadLetters is { } writer)
        {
            await writer.WriteAsync(deadLetters, abort);
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
