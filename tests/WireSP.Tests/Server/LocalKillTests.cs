using System.Globalization;
using WireSP.TestKit.Kills;
using Xunit.Abstractions;

namespace WireSP.Tests.Server;

/// <summary>
/// A real server is killed while processors read changes of its collections and merge into others; nothing is lost, and
/// what is merged by key is exactly right. <c>WIRESP_KILLS</c> and <c>WIRESP_SEED</c> are those of
/// <see cref="KillTests"/>; <c>WIRESP_COPY=1000000</c> is how many documents are copied.
/// </summary>
public sealed class LocalKillTests(ITestOutputHelper output)
{
    private static int Kills => Setting("WIRESP_KILLS") ?? 8;

    private static int Seed => Setting("WIRESP_SEED") ?? 1;

    private static int Documents => Setting("WIRESP_COPY") ?? 20_000;

    [Fact]
    public async Task Whenever_it_is_killed_windows_over_changes_are_merged_right()
    {
        using var run = new LocalKillHarness(Seed);
        await run.StartAsync();
        for (var kill = 0; kill < Kills; kill++)
        {
            await run.KillAtRandomAsync();
        }

        await run.FinishAsync();
        output.WriteLine($"{run.DocumentCount} documents, {Kills} kills");
    }

    [Fact]
    public async Task Whenever_it_is_killed_what_was_looked_up_on_the_way_is_merged_right()
    {
        using var run = new LocalKillHarness(Seed, looksUp: true);
        await run.StartAsync();
        for (var kill = 0; kill < Kills / 2; kill++)
        {
            await run.KillAtRandomAsync();
        }

        await run.FinishAsync();
        output.WriteLine($"{run.DocumentCount} documents, {Kills / 2} kills");
    }

    [Fact]
    public async Task Killed_at_each_point_of_the_protocol_windows_over_changes_are_merged_right()
    {
        string[] points =
            ["checkpoint.after_state", "checkpoint.before_commit", "checkpoint.after_commit", "source.before_ack"];
        using var run = new LocalKillHarness(Seed);
        await run.StartAsync();
        foreach (var point in points)
        {
            await run.KillAtAsync(point);
        }

        await run.FinishAsync();
    }

    [Fact]
    public async Task A_copy_that_is_killed_twice_finishes_with_equal_collections()
    {
        using var run = new CopyKillHarness(Documents);
        await run.StartAsync();
        await run.KillAfterAsync(Documents / 3);
        await run.KillAfterAsync(Documents * 2 / 3);

        await run.FinishAsync();
        output.WriteLine($"{Documents} documents in {run.Elapsed}");
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
