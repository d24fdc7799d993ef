using WireSP.Benchmarks.Documents;
using WireSP.Benchmarks.Measuring;

namespace WireSP.Benchmarks;

/// <summary>What was measured of one query: contestant 0 is the engine, 1 the loop, 2 a copy of the input.</summary>
internal sealed record QueryResult(
    string Name, DocumentSet Input, int Repeats, Rounds Rounds, double AllocatedBytesPerDocument)
{
    /// <summary>The engine's documents per second of processor time.</summary>
    public double DocumentsPerSecond => (double)Input.Count * Repeats / Rounds.MedianNanoseconds(0) * 1e9;

    /// <summary>The engine's speed in units of the loop's.</summary>
    public double RatioToLoop => Rounds.Ratio(0, 1).Median;

    /// <summary>The result as a line of the report.</summary>
    public ReportLine ToLine(string workload)
    {
        var (low, median, high) = Rounds.Ratio(0, 1);
        return new ReportLine(workload)
            .Add("documents", Input.Count * (long)Repeats)
            .Add("documentsPerSecond", Math.Round(DocumentsPerSecond))
            .Add("megabytesPerSecond", Math.Round(DocumentsPerSecond * Input.Bytes.Length / Input.Count / 1e6, 1))
            .Add("allocatedBytesPerDocument", Math.Round(AllocatedBytesPerDocument, 2))
            .Add("ratioToLoop", Math.Round(median, 3))
            .Add("ratioToLoopQuartiles", [Math.Round(low, 3), Math.Round(high, 3)])
            .Add("ratioToCopy", Math.Round(Rounds.Ratio(0, 2).Median, 3))
            .Add("rounds", Rounds.Count);
    }
}
