using System.Threading.Channels;

namespace WireSP.Streaming.Tasks;

/// <summary>The queues between a task's loops, and the few batches that go round in them.</summary>
internal sealed class TaskQueues
{
    // One more than there are batches, for a barrier or a call.
    private const int PlacesMax = BatchSlots.CountMax + 1;

    /// <summary>The batches.</summary>
    public BatchSlots Slots { get; init; } = new();

    /// <summary>From the source's loop to the chain's; null asks the chain to look after time.</summary>
    public Channel<BatchSlot?> Inbox { get; } = Create();

    /// <summary>From the chain's loop to the sink's; null asks the sink to flush.</summary>
    public Channel<BatchSlot?> Outbox { get; } = Create();

    /// <summary>Whether the sink's loop is too far behind to be given more without a wait.</summary>
    public bool IsOutboxFull => Outbox.Reader.Count >= PlacesMax;

    /// <summary>
    /// Asks the chain to look after time and checkpoints. One that finds the inbox full is not needed: so does every
    /// batch.
    /// </summary>
    public void Tick() => Inbox.Writer.TryWrite(null);

    // Whoever hands a batch on also works on it when nobody else does: the batch stays in one core's cache, and no
    // thread has to be woken. A sink or source that really waits lets the other loops run meanwhile.
    private static Channel<BatchSlot?> Create() => Channel.CreateBounded<BatchSlot?>(
        new BoundedChannelOptions(PlacesMax)
        {
            AllowSynchronousContinuations = true,
            SingleReader = true,
        });
}
