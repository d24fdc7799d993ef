namespace WireSP.Benchmarks.Measuring;

/// <summary>
/// Runs contestants in turns, so that what disturbs the machine disturbs all of them, and compares each round.
/// </summary>
internal sealed class Rounds
{
    private const int WarmupRoundsMax = 60;
    private const double SteadyWithin = 0.05;

    private readonly List<double[]> _nanoseconds = [];

    /// <summary>Rounds measured so far.</summary>
    public int Count => _nanoseconds.Count;

    /// <summary>
    /// Measures rounds, once three rounds of the first contestant have agreed within 5 % after enough warm-up.
    /// </summary>
    public void Run(IReadOnlyList<Action> contestants, Effort effort, int rounds)
    {
        WarmUp(contestants, effort);
        for (var round = 0; round < rounds; round++)
        {
            _nanoseconds.Add(MeasureOnce(contestants));
        }
    }

    private static void WarmUp(IReadOnlyList<Action> contestants, Effort effort)
    {
        var first = new List<double>();
        double spent = 0;
        while (first.Count < WarmupRoundsMax
            && (first.Count < effort.Warmups || spent < effort.WarmupSeconds * 1e9 || !IsSteady(first)))
        {
            var times = MeasureOnce(contestants);
            first.Add(times[0]);
            spent += times[0];
        }
    }

    private static bool IsSteady(List<double> times)
    {
        var least = Math.Min(times[^1], Math.Min(times[^2], times[^3]));
        var most = Math.Max(times[^1], Math.Max(times[^2], times[^3]));
        return most <= least * (1 + SteadyWithin);
    }

    private static double[] MeasureOnce(IReadOnlyList<Action> contestants)
    {
        var times = new double[contestants.Count];
        for (var i = 0; i < times.Length; i++)
        {
            // What the one before left behind is not charged to this one.
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            var began = CpuClock.ProcessNanoseconds;
            contestants[i]();
            times[i] = CpuClock.ProcessNanoseconds - began;
        }

        return times;
    }

    /// <summary>Median time of one contestant.</summary>
    public double MedianNanoseconds(int contestant) => Quantile(_nanoseconds.Select(times => times[contestant]), 0.5);

    /// <summary>
    /// Speed of one contestant in units of another's, round by round: lower quartile, median, upper quartile.
    /// </summary>
    public (double Low, double Median, double High) Ratio(int contestant, int unit)
    {
        var ratios = _nanoseconds.Select(times => times[unit] / times[contestant]).ToArray();
        return (Quantile(ratios, 0.25), Quantile(ratios, 0.5), Quantile(ratios, 0.75));
    }

    private static double Quantile(IEnumerable<double> values, double quantile)
    {
        var sorted = values.Order().ToArray();
        return sorted[(int)Math.Round((sorted.Length - 1) * quantile)];
    }
}
