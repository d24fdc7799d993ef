using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Sources;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// A batch on its way: what the source read and what the chain made of it, whose memory belongs together. Owned by one
/// of the task's loops at a time and used again when the sink has taken it.
/// </summary>
internal sealed class BatchSlot(int documentsMax, int bytesMax)
{
    /// <summary>What the source read.</summary>
    public SourceBatch Input { get; } = new() { DocumentsMax = documentsMax, BytesMax = bytesMax };

    /// <summary>What the chain made of it; the rest of that where parts went ahead.</summary>
    public OutputBatch Output { get; set; } = new();

    /// <summary>Where the source stood before the batch; null when it had no position yet.</summary>
    public BsonDocument? PositionBefore { get; set; }

    /// <summary>Where the source stood after the batch; null for a batch that came from the clock.</summary>
    public BsonDocument? PositionAfter { get; set; }

    /// <summary>Whether it is a part of what came of a batch, which is not one of those that go round.</summary>
    public bool IsPart { get; init; }

    /// <summary>A checkpoint's barrier in the place of a batch; null for a batch.</summary>
    public CheckpointBarrier? Barrier { get; init; }

    /// <summary>Forgets the content and keeps the memory.</summary>
    public void Clear()
    {
        Input.Clear();
        Output.Clear();
        PositionBefore = null;
        PositionAfter = null;
    }
}
