using WireSP.Benchmarks.Measuring;
using WireSP.TestKit.Expressions;

namespace WireSP.Benchmarks.Language;

/// <summary>
/// Measures one expression of each family of operators: what an evaluation takes and what it allocates.
/// </summary>
internal sealed class OperatorSuite(Effort effort)
{
    private const int Evaluations = 200_000;

    /// <summary>Measures the families, and hands each one's line to <paramref name="print"/>.</summary>
    public void Run(Action<ReportLine> print)
    {
        foreach (var family in OperatorFamily.All)
        {
            var prepared = family.Prepare();
            var rounds = new Rounds();
            rounds.Run([Rounds.All(() => prepared.Evaluate(Evaluations))], effort, effort.Rounds);
            print(new ReportLine($"micro {family.Name}")
                .Add("expression", family.Expression)
                .Add("documentsPerSecond", Math.Round(Evaluations / rounds.MedianNanoseconds(0) * 1e9))
                .Add("allocatedBytesPerDocument", Math.Round(prepared.AllocatedBytes(Evaluations), 2))
                .Add("rounds", rounds.Count));
        }
    }
}
