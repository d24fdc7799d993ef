using System.Globalization;
using WireSP.TestKit.Simulation;

namespace WireSP.Tests.Streaming.Checkpoints;

/// <summary>
/// A thousand seeds; a failure names its seed, and <c>WIRESP_SEED</c> runs that one alone.
/// </summary>
public class SimulationTests
{
    private const int Seeds = 1000;

    [Fact]
    public async Task Whatever_fails_the_effects_are_those_of_a_run_without_failures()
    {
        if (Environment.GetEnvironmentVariable("WIRESP_SEED") is { } only)
        {
            await SimulatedRun.CheckAsync(int.Parse(only, CultureInfo.InvariantCulture));
            return;
        }

        for (var seed = 0; seed < Seeds; seed++)
        {
            await SimulatedRun.CheckAsync(seed);
        }
    }
}
