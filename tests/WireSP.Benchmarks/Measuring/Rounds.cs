using System.Runtime;

namespace WireSP.Benchmarks.Measuring;

/// <summary>
/// Runs contestants in turns, so that what disturbs the machine disturbs all of them, and compares each round. What the
/// compiler takes in the background is nobody's: rounds in which it has been at work are measured again.
/// </summary>
internal sealed class Rounds
{
    private const int SteadyRounds = 3;
    private const double SteadyWithin = 0.05;

    // Code that runs once a round becomes hot after some thirty rounds, and is compiled again a second time later on.
    private const int WarmupRoundsMax = 150;
    private const double WarmupsMax = 6;

    // Of four rounds three may be lost before rounds count as they come.
    private const int LostMax = 3;

    private readonly List<double[]> _nanoseconds = [];

    /// <summary>Rounds measured so far.</summary>
    public int Count => _nanoseconds.Count;

    /// <summary>
    /// Measures rounds, once three rounds of the first contestant have agreed within 5 % after enough warm-up.
    /// </summary>
    /// <param name="contestants">Each runs a round and gives the nanoseconds of processor time that it took.</param>
    /// <param name="effort">How long to warm up.</param>
    /// <param name="rounds">How many rounds count.</param>
    public void Run(IReadOnlyList<Func<double>> contestants, Effort effort, int rounds)
    {
        WarmUp(contestants, effort);
        var lost = 0;
        for (var round = 0; round < rounds;)
        {
            var compiled = JitInfo.GetCompiledMethodCount();
            var times = MeasureOnce(contestants);
            if (JitInfo.GetCompiledMethodCount() != compiled && lost < rounds * LostMax)
            {
                lost++;
                continue;
            }

            _nanoseconds.Add(times);
            round++;
        }
    }

    /// <summary>A contestant all of whose work counts.</summary>
    public static Func<double> All(Action work) => () =>
    {
        var began = CpuClock.ProcessNanoseconds;
        work();
        return CpuClock.ProcessNanoseconds - began;
    };

    private static void WarmUp(IReadOnlyList<Func<double>> contestants, Effort effort)
    {
        var first = new List<double>();
        var enough = effort.WarmupSeconds * 1e9;
        double spent = 0;
        var compiled = JitInfo.GetCompiledMethodCount();
        var still = 0;
        while (first.Count < effort.Warmups || spent < enough || MayGoOn())
        {
            var times = MeasureOnce(contestants);
            first.Add(times[0]);
            spent += times[0];
            var now = JitInfo.GetCompiledMethodCount();
            still = now == compiled ? still + 1 : 0;
            compiled = now;
        }

        bool MayGoOn() => first.Count < WarmupRoundsMax
            && spent < enough * WarmupsMax
            && (still < SteadyRounds || !IsSteady(first));
    }

    private static bool IsSteady(List<double> times)
    {
        var last = times[^SteadyRounds..];
        return last.Max() <= last.Min() * (1 + SteadyWithin);
    }

    private static double[] MeasureOnce(IReadOnlyList<Func<double>> contestants)
    {
        var times = new double[contestants.Count];
        for (var i = 0; i < times.Length; i++)
        {
            // What the one before left behind is not charged to this one.
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            times[i] = contestants[i]();
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
