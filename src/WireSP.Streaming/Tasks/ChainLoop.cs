using System.Threading.Channels;
using WireSP.Bson;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Tasks;

/// <summary>Runs the operators over each batch, and without one when the clock says that something is due.</summary>
internal sealed class ChainLoop(
    OperatorChain chain,
    BatchSlots slots,
    Channel<BatchSlot?> inbox,
    ChannelWriter<BatchSlot?> outbox,
    TaskOptions options)
{
    private const int OutOfMemory = 418;

    private static readonly TimeSpan ShortestWait = TimeSpan.FromMilliseconds(1);

    private readonly TimeProvider _clock = options.Context.Clock;
    private BsonDocument? _positionAfter;
    private long _ticks;

    /// <summary>Time spent in the operators.</summary>
    public TimeSpan ExecutionTime => TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    /// <summary>Runs until no more batches come; then tells the sink's loop.</summary>
    public async Task RunAsync(CancellationToken abort)
    {
        // A tick that finds the inbox full is not needed: every batch looks after time as well.
        await using var timer = _clock.CreateTimer(
            _ => inbox.Writer.TryWrite(null), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            while (await inbox.Reader.WaitToReadAsync(abort).ConfigureAwait(false))
            {
                while (inbox.Reader.TryRead(out var slot))
                {
                    await RunOnceAsync(slot, abort).ConfigureAwait(false);
                }

                Schedule(timer);
            }
        }
        finally
        {
            _ = outbox.TryComplete();
        }
    }

    private async ValueTask RunOnceAsync(BatchSlot? batch, CancellationToken abort)
    {
        var slot = batch ?? await slots.RentAsync(abort).ConfigureAwait(false);
        var began = _clock.GetTimestamp();
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

        slot.Position = chain.PositionAfter(_positionAfter);

        _ = Interlocked.Add(ref _ticks, _clock.GetElapsedTime(began).Ticks);
        CheckMemory();
        if (batch is null && slot.Output.IsEmpty)
        {
            slots.Return(slot);
        }
        else
        {
            await outbox.WriteAsync(slot, abort).ConfigureAwait(false);
        }
    }

    private void CheckMemory()
    {
        if (chain.PublishedStateBytes <= options.StateBytesMax)
        {
            return;
        }

        var largest = chain.Operators[0];
        foreach (var one in chain.Operators)
        {
            largest = one.StateBytes > largest.StateBytes ? one : largest;
        }

        throw new StreamProcessorException(
            OutOfMemory,
            FailureDomain.User,
            RetryPolicy.Never,
            $"Worker out of memory: the state takes {chain.PublishedStateBytes} bytes, of which {largest.Name} holds "
                + $"{largest.StateBytes}; the tier allows {options.StateBytesMax} bytes. Use a larger tier, shorter "
                + "windows or fewer groups");
    }

    private void Schedule(ITimer timer)
    {
        if (chain.NextDeadlineMs is not { } deadlineMs)
        {
            _ = timer.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var wait = TimeSpan.FromMilliseconds(deadlineMs - _clock.GetUtcNow().ToUnixTimeMilliseconds());
        _ = timer.Change(
            wait < ShortestWait ? ShortestWait : wait > TimeSpan.FromDays(1) ? TimeSpan.FromDays(1) : wait,
            Timeout.InfiniteTimeSpan);
    }
}
