using System.Globalization;
using WireSP.TestKit.Simulation;

namespace WireSP.Tests.Streaming.Checkpoints;

/// <summary>
/// A thousand seeds; a failure names its seed, and <c>WIRESP_SEED</c> runs that one alone, in every detail as before.
/// </summary>
public class SimulationTests
{
    private const int Seeds = 1000;
    private const int RepeatedSeeds = 60;

    [Fact]
    public void Whatever_happens_the_effects_are_those_of_a_run_without_failures()
    {
        if (Environment.GetEnvironmentVariable(SimulationCheck.SeedVariable) is { } only)
        {
            _ = SimulationCheck.Run(int.Parse(only, CultureInfo.InvariantCulture));
            return;
        }

        for (var seed = 0; seed < Seeds; seed++)
        {
            _ = SimulationCheck.Run(seed);
        }
    }

    [Fact]
    public void A_seed_runs_again_exactly_as_before()
    {
        for (var seed = Seeds; seed < Seeds + RepeatedSeeds; seed++)
        {
            Assert.Equal(SimulationCheck.Run(seed), SimulationCheck.Run(seed));
        }
    }
}
