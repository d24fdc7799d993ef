namespace WireSP.Benchmarks.Measuring;

/// <summary>
/// Runs contestants in turns, so that what disturbs the machine disturbs all of them, and compares each round.
/// </summary>
internal sealed class Rounds
{
    private readonly List<double[]> _nanoseconds = [];

    /// <summary>Rounds measured so far.</summary>
    public int Count => _nanoseconds.Count;

    /// <summary>Measures rounds; the first ones of a run warm up and are not kept.</summary>
    public void Run(IReadOnlyList<Action> contestants, int warmups, int rounds)
    {
        for (var round = -warmups; round < rounds; round++)
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

            if (round >= 0)
            {
                _nanoseconds.Add(times);
            }
        }
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
