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

    // Parts: as many as the queue to the sink holds, but none that was large for once.
    private const int KeptPartsMax = CountMax + 1;
    private const int KeptPartBytesMax = 1024 * 1024;

    // A permit for each batch that is not under way; the batches themselves are taken from the top of a stack.
    private readonly Channel<bool> _permits = Channel.CreateBounded<bool>(CountMax);
    private readonly Stack<BatchSlot> _used = new(CountMax);

    private readonly Stack<BatchSlot> _usedParts = [];

    /// <summary>Documents after which the source hands a batch over.</summary>
    public int DocumentsMax { get; init; } = StreamingLimits.BatchDocumentsMax;

    /// <summary>Bytes after which the source hands a batch over.</summary>
    public int BytesMax { get; init; } = StreamingLimits.BatchBytesMax;

    /// <summary>Creates the set; no batch is made yet.</summary>
    public BatchSlots()
    {
        for (var i = 0; i < CountMax; i++)
        {
            _ = _permits.Writer.TryWrite(true);
        }
    }

    /// <summary>
    /// An empty batch, as soon as there is one; the one returned last, whose memory is still in the cache.
    /// </summary>
    public ValueTask<BatchSlot> RentAsync(CancellationToken cancellationToken) =>
        _permits.Reader.TryRead(out _) ? ValueTask.FromResult(Take()) : TakeNextAsync(cancellationToken);

    /// <summary>An empty batch; null when all are under way.</summary>
    public BatchSlot? TryRent() => _permits.Reader.TryRead(out _) ? Take() : null;

    /// <summary>A batch for a part of what came of another, which needs no permit.</summary>
    public BatchSlot RentPart()
    {
        lock (_usedParts)
        {
            return _usedParts.TryPop(out var slot)
                ? slot
                : new BatchSlot(documentsMax: 0, bytesMax: 0) { IsPart = true };
        }
    }

    /// <summary>Gives a batch back.</summary>
    public void Return(BatchSlot slot)
    {
        if (slot.IsPart)
        {
            ReturnPart(slot);
            return;
        }

        slot.Clear();
        lock (_used)
        {
            _used.Push(slot);
        }

        _ = _permits.Writer.TryWrite(true);
    }

    private void ReturnPart(BatchSlot slot)
    {
        if (slot.Output.IsHeld || slot.Output.Buffer.Buffer.Length > KeptPartBytesMax)
        {
            return;
        }

        slot.Clear();
        lock (_usedParts)
        {
            if (_usedParts.Count < KeptPartsMax)
            {
                _usedParts.Push(slot);
            }
        }
    }

    private async ValueTask<BatchSlot> TakeNextAsync(CancellationToken cancellationToken)
    {
        _ = await _permits.Reader.ReadAsync(cancellationToken);
        return Take();
    }

    private BatchSlot Take()
    {
        lock (_used)
        {
            return _used.TryPop(out var slot) ? slot : new BatchSlot(DocumentsMax, BytesMax);
        }
    }
}
