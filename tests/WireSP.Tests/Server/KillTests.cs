using System.Globalization;
using WireSP.TestKit.Kills;

namespace WireSP.Tests.Server;

/// <summary>
/// A real server is killed at random and at every named point of the checkpoint protocol; readers of committed records
/// see each result once. <c>WIRESP_KILLS=200</c> makes the random form longer, <c>WIRESP_SEED</c> repeats one.
/// </summary>
public sealed class KillTests
{
    private static int Kills => Setting("WIRESP_KILLS") ?? 20;

    private static int Seed => Setting("WIRESP_SEED") ?? 1;

    [Fact]
    public async Task Whenever_it_is_killed_each_result_is_written_once()
    {
        await using var run = new KillHarness(Seed);
        await run.StartAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            await run.KillAtRandomAsync();
        }

        await run.FinishAsync();
    }

    [Fact]
    public async Task Killed_at_each_point_of_the_protocol_each_result_is_written_once()
    {
        string[] points =
        [
            "checkpoint.after_state", "checkpoint.before_commit", "checkpoint.after_commit", "sink.before_commit",
            "sink.after_commit", "source.before_ack",
        ];
        await using var run = new KillHarness(Seed);
        await run.StartAsync();
        foreach (var point in points)
        {
            await run.KillAtAsync(point);
        }

        await run.FinishAsync();
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
