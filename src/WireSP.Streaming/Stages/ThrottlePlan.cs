using WireSP.Bson;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Stages;

/// <summary>A compiled <c>$throttle</c>.</summary>
internal sealed class ThrottlePlan(string stageName, long documentsPerSecond, long bytesPerSecond)
    : StagePlan(stageName)
{
    // A batch waits as a whole, so batches are a part of a second's worth: documents then flow instead of bursting.
    private const int BatchesPerSecond = 4;

    /// <summary>Most documents that a batch should have.</summary>
    public int BatchDocumentsMax =>
        (int)Math.Clamp(documentsPerSecond / BatchesPerSecond, 1, StreamingLimits.BatchDocumentsMax);

    /// <summary>Most bytes that a batch should have.</summary>
    public int BatchBytesMax => (int)Math.Clamp(bytesPerSecond / BatchesPerSecond, 1, StreamingLimits.BatchBytesMax);

    /// <inheritdoc/>
    public override Operator Create(OperatorFactory factory) =>
        new ThrottleOperator(OperatorName, factory.Output, documentsPerSecond, bytesPerSecond);

    /// <inheritdoc/>
    public override void Explain(BsonWriter writer)
    {
        if (documentsPerSecond < int.MaxValue)
        {
            writer.WriteInt64("messagesPerSec"u8, documentsPerSecond);
        }

        if (bytesPerSecond < long.MaxValue)
        {
            writer.WriteInt64("bytesPerSec"u8, bytesPerSecond);
        }
    }
}
