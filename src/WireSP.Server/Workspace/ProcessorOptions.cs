using WireSP.Bson;

namespace WireSP.Server.Workspace;

/// <summary>Options of a stream processor that are part of its definition.</summary>
/// <param name="Tier">The tier asked for; null for the workspace's default.</param>
/// <param name="StreamMetaFieldName">The field that receives stream metadata; null for the default.</param>
/// <param name="DeadLetterQueue">The <c>dlq</c> option as given; empty for none.</param>
internal sealed record ProcessorOptions(string? Tier, string? StreamMetaFieldName, BsonDocument DeadLetterQueue)
{
    /// <summary>The field that receives stream metadata when none is named.</summary>
    public const string DefaultStreamMetaFieldName = "_stream_meta";

    /// <summary>How often checkpoints are taken; null for the default.</summary>
    public TimeSpan? CheckpointInterval { get; init; }

    /// <summary>
    /// How far ahead of the clock an event time may be; zero for any, null for the default.
    /// </summary>
    public TimeSpan? EventTimeAheadMax { get; init; }

    /// <summary>No options.</summary>
    public static readonly ProcessorOptions None = new(null, null, BsonDocument.Empty);

    /// <summary>The options as a client sees them: only those that were given.</summary>
    public BsonDocument ToDocument()
    {
        var builder = new BsonDocumentBuilder();
        if (!DeadLetterQueue.IsEmpty)
        {
            builder.Add("dlq", DeadLetterQueue);
        }

        if (CheckpointInterval is { } interval)
        {
            builder.Add("checkpointIntervalMs", (long)interval.TotalMilliseconds);
        }

        if (EventTimeAheadMax is { } ahead)
        {
            builder.Add("maxEventTimeAhead", ahead == TimeSpan.Zero
                ? 0
                : new BsonDocumentBuilder { { "size", (long)ahead.TotalMilliseconds }, { "unit", "ms" } }.ToDocument());
        }

        if (StreamMetaFieldName is not null)
        {
            builder.Add("streamMetaFieldName", StreamMetaFieldName);
        }

        return builder.ToDocument();
    }
}
