using System.Threading.Channels;
using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// Runs the operators over each batch, and without one when the clock says that something is due. Between batches it
/// sets the barriers of checkpoints: there the operators' state and the source's position belong together.
/// </summary>
internal sealed class ChainLoop(
    OperatorChain chain, TaskQueues queues, Checkpointer checkpointer, TaskOptions options)
{
    private const int OutOfMemory = 418;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    private static readonly TimeSpan BehindWait = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock = options.Context.Clock;
    private readonly ChannelReader<BatchSlot?> _inbox = queues.Inbox.Reader;
    private readonly ChannelWriter<BatchSlot?> _outbox = queues.Outbox.Writer;
    private BsonDocument? _positionAfter;
    private long? _watermarkMs;
    private bool _hasChanged;

    // Time that the sink's loop took of this one's, for parts of the batch at hand.
    private TimeSpan _passing;
    private long _ticks;

    /// <summary>Time spent in the operators, without what they waited for the outside.</summary>
    public TimeSpan ExecutionTime => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    /// <summary>Runs until no more batches come; then tells the sink's loop.</summary>
    /// <param name="position">Where the source was opened.</param>
    /// <param name="abort">Ends it at once.</param>
    public async Task RunAsync(BsonDocument position, CancellationToken abort)
    {
        _positionAfter = position;
        chain.PassOnTo(TryPassOn);
        await using var timer = _clock.CreateTimer(
            _ => queues.Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            await CheckpointIfDueAsync(abort);
            Schedule(timer);
            while (await _inbox.WaitToReadAsync(abort))
            {
                while (_inbox.TryRead(out var slot))
                {
                    await RunOnceAsync(slot, abort);
                    await CheckpointIfDueAsync(abort);
                }

                Schedule(timer);
            }

            // The last one, so that the next start reads nothing again.
            if (_hasChanged)
            {
                await checkpointer.EncodedAsync();
                await SetBarrierAsync(abort);
            }
        }
        finally
        {
            _ = _outbox.TryComplete();
        }
    }

    private async ValueTask RunOnceAsync(BatchSlot? batch, CancellationToken abort)
    {
        // A tick that finds no batch to write to is not needed: those under way may all be waiting for this loop, so it
        // must not wait for one, and each of them looks after time as well.
        if ((batch ?? queues.Slots.TryRent()) is not { } slot)
        {
            return;
        }

        var began = _clock.GetTimestamp();
        var waited = chain.WaitedTime;
        if (batch is null)
        {
            chain.Tick(slot.Output);
        }
        else
        {
            chain.PositionBefore = slot.PositionBefore;
            chain.Process(slot.Input, slot.Output);
            _positionAfter = slot.PositionAfter;
        }

        if (chain.Waits)
        {
            await chain.CompleteAsync(abort);
        }

        slot.Output = chain.Output.Batch;
        var elapsed = _clock.GetElapsedTime(began) - (chain.WaitedTime - waited) - _passing;
        _passing = TimeSpan.Zero;
        _ = Interlocked.Add(ref _ticks, elapsed.Ticks);
        CheckMemory();
        if (chain.Output.NewDefect is { } defect)
        {
            chain.Output.NewDefect = null;
            options.Warn?.Invoke($"a document went to the dead letters because of a defect of this program: {defect}");
        }

        _hasChanged |= batch is not null || !slot.Output.IsEmpty || chain.WatermarkMs != _watermarkMs;
        _watermarkMs = chain.WatermarkMs;
        if (chain.SettleThrottles() is { Ticks: > 0 } wait)
        {
            await Task.Delay(wait, _clock, abort);
        }

        if (batch is null && slot.Output.IsEmpty)
        {
            queues.Slots.Return(slot);
        }
        else
        {
            await _outbox.WriteAsync(slot, abort);
        }
    }

    // While the sink is behind, what follows waits for it together.
    private OutputBatch? TryPassOn(OutputBatch part)
    {
        if (queues.IsOutboxFull)
        {
            return null;
        }

        var began = _clock.GetTimestamp();
        var slot = queues.Slots.RentPart();
        var next = slot.Output;
        slot.Output = part;
        if (!_outbox.TryWrite(slot))
        {
            return null;
        }

        _hasChanged = true;
        _passing += _clock.GetElapsedTime(began);
        return next;
    }

    private async ValueTask CheckpointIfDueAsync(CancellationToken abort)
    {
        while (checkpointer.IsBehind)
        {
            await Task.Delay(BehindWait, _clock, abort);
        }

        if (checkpointer.DueIn(_hasChanged) == TimeSpan.Zero)
        {
            await SetBarrierAsync(abort);
        }
    }

    private async ValueTask SetBarrierAsync(CancellationToken abort)
    {
        // None of the batches that go round, which may all be waiting for this loop.
        var slot = new BatchSlot(documentsMax: 0, bytesMax: 0) { Barrier = Freeze(abort) };
        _hasChanged = false;
        await _outbox.WriteAsync(slot, abort);
    }

    private CheckpointBarrier Freeze(CancellationToken abort)
    {
        var began = _clock.GetTimestamp();
        var held = chain.PositionAfter(_positionAfter);
        if (!checkpointer.KeepsState)
        {
            return checkpointer.Begin(held.Source, null, began, abort);
        }

        var position = _positionAfter;
        var state = chain.Freeze();
        return checkpointer.Begin(
            position,
            pack => new CheckpointContent(options.Definition, position, held.ToDocument(), state(pack))
            {
                Segments = pack.Segments,
            },
            began,
            abort);
    }

    private void CheckMemory()
    {
        var excessBytes = chain.PublishedStateBytes + chain.PublishedSpareBytes - options.StateBytesMax;
        if (excessBytes <= 0)
        {
            return;
        }

        // Nobody fails for memory that is only kept because it may save work.
        chain.GiveBack(excessBytes);
        if (chain.PublishedStateBytes + chain.PublishedSpareBytes <= options.StateBytesMax)
        {
            return;
        }

        var largest = chain.Operators[0];
        foreach (var one in chain.Operators)
        {
            largest = HeldBy(one) > HeldBy(largest) ? one : largest;
        }

        throw new StreamProcessorException(
            OutOfMemory,
            FailureDomain.User,
            RetryPolicy.Never,
            $"Worker out of memory: the state takes {chain.PublishedStateBytes} bytes, of which {largest.Name} holds "
                + $"{HeldBy(largest)}; the tier allows {options.StateBytesMax} bytes. Use a larger tier, shorter "
                + "windows or fewer groups");
    }

    private static long HeldBy(Operator one) => one.StateBytes + one.ScriptBytes;

    private void Schedule(ITimer timer)
    {
        var wait = checkpointer.DueIn(_hasChanged);
        if (chain.NextDeadlineMs is { } deadlineMs)
        {
            var left = TimeSpan.FromMilliseconds(deadlineMs - _clock.GetUtcNow().ToUnixTimeMilliseconds());
            wait = wait < left ? wait : left;
        }

        _ = timer.Change(
            wait is not { } due ? Timeout.InfiniteTimeSpan
                : due < ShortestWait ? ShortestWait
                : due > LongestWait ? LongestWait : due,
            Timeout.InfiniteTimeSpan);
    }
}
