using System.Globalization;
using WireSP.TestKit.Kills;
using Xunit.Abstractions;

namespace WireSP.Tests.Server;

/// <summary>
/// Changes are merged into another server over connections that are cut, torn, half-closed, silenced and delayed behind
/// random bytes, while the server they come from is killed; nothing is lost, and what is merged by key is exactly
/// right. <c>WIRESP_KILLS</c> and <c>WIRESP_SEED</c> are those of <see cref="KillTests"/>.
/// </summary>
public sealed class FaultyMergeTests(ITestOutputHelper output)
{
    // More than a processor is started again for within minutes, so that it has to bear most of them.
    private const int FaultsPerKill = 15;

    private static int Kills => Setting("WIRESP_KILLS") ?? 2;

    private static int Seed => Setting("WIRESP_SEED") ?? 1;

    [Fact]
    public Task Changes_of_the_own_collections_are_merged_right_over_a_faulty_network() => RunAsync(isCluster: false);

    [Fact]
    public Task Changes_of_a_cluster_are_merged_right_over_a_faulty_network() => RunAsync(isCluster: true);

    private async Task RunAsync(bool isCluster)
    {
        await using var run = new FaultyMergeHarness(Seed, isCluster);
        await run.StartAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            await run.KillUnderFaultsAsync(FaultsPerKill);
        }

        await run.FinishAsync();
        output.WriteLine($"{run.StatementCount} changes, {run.FaultCount} faults, {Kills} kills");
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
