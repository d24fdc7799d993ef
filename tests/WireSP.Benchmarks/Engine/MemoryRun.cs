using WireSP.Benchmarks.Documents;
using WireSP.Benchmarks.Measuring;

namespace WireSP.Benchmarks.Engine;

/// <summary>
/// What one run of the engine reads and what it leaves behind. Its steady part is the second half: in the first one a
/// task makes its buffers and the memory of its windows, learns the shapes and writes code for them, which a processor
/// does once and not in each of the milliseconds that a round takes.
/// </summary>
internal sealed class MemoryRun(DocumentSet input, int repeats, byte[] output)
{
    private long _steadyCount;
    private long _beganBytes;
    private long _endedBytes;
    private long _beganNanoseconds;
    private long _endedNanoseconds;

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

    /// <summary>
    /// Nanoseconds of processor time that the whole run would have taken at the pace of its steady part.
    /// </summary>
    public double SteadyNanoseconds =>
        (double)(_endedNanoseconds - _beganNanoseconds) / _steadyCount * TotalCount;

    /// <summary>Bytes allocated for a document of the steady part.</summary>
    public double AllocatedPerDocument => (double)(_endedBytes - _beganBytes) / _steadyCount;

    private long TotalCount => (long)Input.Count * Repeats;

    /// <summary>Notes that documents have been read.</summary>
    /// <param name="count">How many there are by now.</param>
    public void NoteRead(long count)
    {
        if (_steadyCount == 0 && count >= TotalCount / 2)
        {
            _steadyCount = TotalCount - count;
            _beganBytes = GC.GetTotalAllocatedBytes(precise: true);
            _beganNanoseconds = CpuClock.ProcessNanoseconds;
        }
    }

    /// <summary>Notes that all documents have been processed.</summary>
    public void NoteEnd()
    {
        _endedNanoseconds = CpuClock.ProcessNanoseconds;
        _endedBytes = GC.GetTotalAllocatedBytes(precise: true);
    }
}
