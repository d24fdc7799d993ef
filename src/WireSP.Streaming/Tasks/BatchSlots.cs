using System.Threading.Channels;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// The few batches that a task may have under way: one being read, one in the chain, one being written. That there are
/// no more is the back pressure; they are made only when needed, so that an idle task holds little memory.
/// </summary>
internal sealed class BatchSlots
{
    /// <summary>Most batches under way.</summary>
    public const int CountMax = 4;

    private readonly Channel<BatchSlot> _free = Channel.CreateBounded<BatchSlot>(CountMax);
    private int _made;

    /// <summary>An empty batch, as soon as there is one.</summary>
    public ValueTask<BatchSlot> RentAsync(CancellationToken cancellationToken)
    {
        if (_free.Reader.TryRead(out var slot))
        {
            return ValueTask.FromResult(slot);
        }

        if (Interlocked.Increment(ref _made) <= CountMax)
        {
            return ValueTask.FromResult(new BatchSlot());
        }

        _ = Interlocked.Decrement(ref _made);
        return _free.Reader.ReadAsync(cancellationToken);
    }

    /// <summary>Gives a batch back.</summary>
    public void Return(BatchSlot slot)
    {
        slot.Clear();
        _ = _free.Writer.TryWrite(slot);
    }
}
