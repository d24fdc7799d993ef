using System.Globalization;
using Xunit.Sdk;

namespace WireSP.TestKit.Simulation;

/// <summary>Runs seeds, compares each with a run that nobody disturbed, and says how to run one again.</summary>
internal static class SimulationCheck
{
    private const int LinesShown = 40;

    /// <summary>The environment variable that names a seed to run alone.</summary>
    public const string SeedVariable = "WIRESP_SEED";

    /// <summary>Runs one seed.</summary>
    /// <returns>All that happened, a line each.</returns>
    /// <exception cref="XunitException">Something went wrong; names the seed and its plan.</exception>
    public static IReadOnlyList<string> Run(int seed)
    {
        var plan = SimulationPlan.Of(seed);
        SimulatedRun? run = null;
        try
        {
            var expected = SimulatedRun.Of(plan.Calm(), null);
            _ = SimulatedRun.Of(plan, created => run = created);
            Compare("results", expected.Outside.Effects, run!.Outside.Effects, plan.IsExact, isMoreAllowed: false);
            Compare(
                "dead letters",
                [.. expected.Outside.DeadLetters],
                [.. run.Outside.DeadLetters],
                isExact: true,
                isMoreAllowed: plan.Modifies);
            return run.World.Trace;
        }
        catch (XunitException failure)
        {
            throw new XunitException(Describe(plan, failure.Message, run), failure);
        }
    }

    private static void Compare(
        string what,
        IReadOnlyList<string> expected,
        IReadOnlyList<string> found,
        bool isExact,
        bool isMoreAllowed)
    {
        var there = isExact ? found : [.. found.Distinct()];
        var missing = expected.Except(there).ToList();
        var unknown = there.Except(expected).ToList();
        if (missing.Count > 0 || (unknown.Count > 0 && !isMoreAllowed))
        {
            throw new XunitException(
                $"of {expected.Count} {what} {missing.Count} are missing and {unknown.Count} are unknown: missing "
                    + $"{missing.FirstOrDefault()}, unknown {unknown.FirstOrDefault()}");
        }

        if (there.Count != expected.Count && !isMoreAllowed)
        {
            throw new XunitException($"{expected.Count} {what} should have come, and {there.Count} did");
        }
    }

    private static string Describe(SimulationPlan plan, string message, SimulatedRun? run)
    {
        var trace = run?.World.Trace ?? [];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"seed {plan.Seed}: {message}\nrun it again: {SeedVariable}={plan.Seed} dotnet test tests/WireSP.Tests "
                + $"--filter FullyQualifiedName~SimulationTests\nit is: {plan}\nits last lines of {trace.Count}:\n"
                + $"{string.Join('\n', trace.TakeLast(LinesShown))}");
    }
}
