using System.Globalization;
using WireSP.TestKit.Connectors.MongoDb.Replica;
using WireSP.TestKit.Kills;
using Xunit.Abstractions;

namespace WireSP.Tests.Server;

/// <summary>
/// A real server is killed at random and at every named point of the checkpoint protocol; readers of committed records
/// see each result once. <c>WIRESP_KILLS=200</c> makes the random form longer, <c>WIRESP_SEED</c> repeats one.
/// </summary>
public sealed class KillTests(ITestOutputHelper output)
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
            "checkpoint.after_state", "checkpoint.after_pack", "checkpoint.before_commit", "checkpoint.after_commit",
            "sink.before_commit", "sink.after_commit", "source.before_ack",
        ];
        await using var run = new KillHarness(Seed);
        await run.StartAsync();
        foreach (var point in points)
        {
            await run.KillAtAsync(point);
        }

        await run.FinishAsync();
    }

    [Fact]
    public async Task Killed_in_a_write_or_a_sync_each_result_is_written_once()
    {
        if (!await HasCallFaultsAsync())
        {
            return;
        }

        await using var run = new KillHarness(Seed);
        await run.StartAsync();
        foreach (var (call, when) in new[]
        {
            ("pwrite64", 1), ("pwrite64", 4), ("pwrite64", 23), ("fsync,fdatasync", 1), ("fsync,fdatasync", 3),
            ("fsync,fdatasync", 8),
        })
        {
            await run.KillInCallAsync(call, when);
        }

        await run.FinishAsync();
    }

    [Fact]
    public async Task A_full_disk_and_syncs_that_fail_hold_it_up_and_each_result_is_written_once()
    {
        if (!await HasCallFaultsAsync())
        {
            return;
        }

        await using var run = new KillHarness(Seed);
        await run.StartAsync();
        await run.FailCallsAsync("pwrite64", "ENOSPC");
        await run.FailCallsAsync("fsync,fdatasync", "EIO");
        await run.KillAtRandomAsync();
        await run.FinishAsync();
    }

    private async Task<bool> HasCallFaultsAsync()
    {
        if (await CallFaults.AreAvailableAsync())
        {
            return true;
        }

        output.WriteLine("skipped: there is no strace, or it may not be used");
        return false;
    }

    [Fact]
    public async Task Whenever_it_is_killed_a_merge_adds_each_document_once()
    {
        string[] points =
        [
            "checkpoint.after_state", "checkpoint.before_commit", "checkpoint.after_commit", "sink.before_commit",
            "sink.after_commit",
        ];
        await using var run = new MergeKillHarness(Seed);
        await run.StartAsync();
        foreach (var point in points)
        {
            await run.KillAtAsync(point);
        }

        for (var kill = 0; kill < Kills / 2; kill++)
        {
            await run.KillAtRandomAsync();
        }

        await run.FinishAsync();
    }

    [Fact]
    public async Task Whenever_it_is_killed_a_merge_into_a_cluster_adds_each_document_once()
    {
        string[] points =
        [
            "checkpoint.after_state", "checkpoint.before_commit", "checkpoint.after_commit", "sink.before_commit",
            "sink.in_transaction", "sink.after_commit",
        ];
        await using var cluster = await TestReplicaSet.StartAsync();
        await using var run = new MergeKillHarness(Seed, cluster);
        await run.StartAsync();
        foreach (var point in points)
        {
            await run.KillAtAsync(point);

            // A claim is made once for each start, and the next has to end it.
            await run.KillAtAsync("sink.in_claim", times: 1);
        }

        for (var kill = 0; kill < Kills / 2; kill++)
        {
            await run.KillAtRandomAsync();
        }

        await run.FinishAsync();
        Assert.Contains("killSessions", cluster.Asked);
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
