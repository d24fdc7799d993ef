namespace WireSP.Streaming;

/// <summary>Named limits of batches, pipelines and windows; each is checked before memory is taken.</summary>
public static class StreamingLimits
{
    /// <summary>
    /// Most documents in a batch: gives nearly all the gain of batching and stays in the second-level cache.
    /// </summary>
    public const int BatchDocumentsMax = 1024;

    /// <summary>Bytes after which a batch is handed over (1 MiB).</summary>
    public const int BatchBytesMax = 1024 * 1024;

    /// <summary>How long a source waits for more documents before it hands over a batch that is not full.</summary>
    public static readonly TimeSpan BatchLinger = TimeSpan.FromMilliseconds(5);

    /// <summary>Most stages in a pipeline, those of an inner pipeline included.</summary>
    public const int StagesMax = 1000;

    /// <summary>Largest pipeline, in bytes (16 MiB).</summary>
    public const int PipelineBytesMax = 16 * 1024 * 1024;

    /// <summary>Most distinct targets of a dynamic sink.</summary>
    public const int DynamicTargetsMax = 1000;

    /// <summary>Most hopping windows that one document may belong to: a day every second is within.</summary>
    public const int WindowsPerDocumentMax = 100_000;

    /// <summary>How often a checkpoint is taken when nobody says otherwise.</summary>
    public static readonly TimeSpan CheckpointInterval = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The same for a sink whose outputs become visible with the checkpoint: it is the latency that its readers see.
    /// </summary>
    public static readonly TimeSpan TransactionInterval = TimeSpan.FromSeconds(1);

    /// <summary>How often a task without checkpoints tells its source what has taken effect.</summary>
    public static readonly TimeSpan AcknowledgeInterval = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Oldest that the latest checkpoint may become while another cannot be stored; then reading waits, because more
    /// would have to be read again than was promised.
    /// </summary>
    public static readonly TimeSpan CheckpointAgeMax = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How far ahead of the clock an event time may be unless a processor says otherwise: one document stamped in the
    /// year 9999 would close every window for good. A year is generous enough for forecasts and plans.
    /// </summary>
    public static readonly TimeSpan EventTimeAheadMax = TimeSpan.FromDays(366);

    /// <summary>
    /// Bytes of new state up to which they are written in the transaction of their checkpoint: a file of their own
    /// would cost another sync.
    /// </summary>
    public const long SmallPackBytesMax = 64 * 1024;
}
