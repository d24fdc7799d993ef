using WireSP.Benchmarks.Documents;

namespace WireSP.Benchmarks.Engine;

/// <summary>What one run of the engine reads and what it leaves behind.</summary>
internal sealed class MemoryRun(DocumentSet input, int repeats, byte[] output)
{
    /// <summary>The documents to read.</summary>
    public DocumentSet Input { get; } = input;

    /// <summary>How often the set is read.</summary>
    public int Repeats { get; } = repeats;

    /// <summary>Receives the resulting documents; begins anew with each reading of the set.</summary>
    public byte[] Output { get; } = output;

    /// <summary>Whether every result is copied to the output, and not only those that nobody has written yet.</summary>
    public bool KeepsAll { get; init; }

    /// <summary>Bytes in the output, when all is kept.</summary>
    public int OutputLength { get; set; }

    /// <summary>Results so far.</summary>
    public long ResultCount { get; set; }

    /// <summary>Bytes that the process had allocated when a quarter of the documents had been read.</summary>
    public long AllocatedAtQuarter { get; set; }

    /// <summary>Documents read after that.</summary>
    public long CountAfterQuarter { get; set; }
}
