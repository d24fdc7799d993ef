using WireSP.Bson;

namespace WireSP.Connectors.Local;

/// <summary>Named limits of local collections.</summary>
public static class LocalLimits
{
    /// <summary>
    /// Most bytes of a batch of a cursor: what a reply may hold, less room for what stands around it.
    /// </summary>
    public const int BatchBytesMax = BsonLimits.DocumentSizeBytesMax;

    /// <summary>Documents of a first batch when the client asks for no number.</summary>
    public const int FirstBatchDocuments = 101;

    /// <summary>Most bytes that one query may hold in memory to sort or collect, as the server's own limit.</summary>
    public const long QueryBytesMax = 100L * 1024 * 1024;

    /// <summary>Most documents of a <c>$sample</c>.</summary>
    public const int SampleMax = 100_000;

    /// <summary>Most collections; each has a table of its own.</summary>
    public const int CollectionsMax = 10_000;

    /// <summary>Most indexes of one collection, as the server's own limit.</summary>
    public const int IndexesMax = 64;

    /// <summary>Operations that wait for the writer before those who ask have to wait themselves.</summary>
    public const int WritesQueuedMax = 1024;

    /// <summary>Operations that share one commit; more would make the first of them wait too long.</summary>
    public const int WritesPerCommitMax = 512;

    /// <summary>Bytes after which a commit is not delayed for more operations.</summary>
    public const long BytesPerCommit = 8L * 1024 * 1024;

    /// <summary>Documents that an update or delete of many looks at before it writes.</summary>
    public const int WriteScanDocuments = 1000;

    /// <summary>Changes that are forgotten at once, so that no commit is long.</summary>
    public const int HistoryPrunedPerCommit = 2000;

    /// <summary>Changes that a change stream looks at for one batch.</summary>
    public const int ChangesPerRead = 2000;
}
