namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>Named limits of initial copies.</summary>
internal static class CopyLimits
{
    /// <summary>Most ranges of <c>_id</c> that are copied at once: what the largest tier allows.</summary>
    public const int ParallelismMax = 64;

    /// <summary>Documents that are read of a range at once.</summary>
    public const int ChunkDocuments = 1000;

    /// <summary>
    /// How often documents are read again that were written while they were read. Who is written faster than that comes
    /// once more with the stream, and the stream has the last word.
    /// </summary>
    public const int RereadsMax = 50;

    /// <summary>Documents by which the bounds of a range are chosen.</summary>
    public const int SamplesPerRange = 20;

    /// <summary>Collections of which statistics are kept, as Atlas does.</summary>
    public const int TargetsMax = 100;

    /// <summary>How long a look for changes waits during a copy; nothing would be longer than asked on a cluster.
    /// </summary>
    public static readonly TimeSpan LookWait = TimeSpan.FromMilliseconds(1);
}
