using System.Diagnostics;
using WireSP.Benchmarks.Peers;
using WireSP.Bson;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Kills;

namespace WireSP.Benchmarks.Merges;

/// <summary>
/// Brings the changes of a collection into another, end to end in a server of its own: by a stream processor, and by a
/// listener on Node over the same endpoint. Both read the same changes, which are there before the clock starts.
/// </summary>
internal static class MergeSuite
{
    private const int Documents = 50_000;
    private const int DocumentsPerInsert = 5_000;
    private const int Rounds = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Measures both in turns; the first turn of each only warms up.</summary>
    /// <returns>The line, and why there is no peer in it; empty when there is.</returns>
    public static async Task<(ReportLine Line, string Reason)> RunAsync()
    {
        using var folder = new TemporaryFolder();
        await using var server = await WorkspaceProcess.StartAsync(folder.FullPath);
        using var client = await ServerClient.ConnectAsync(server);
        var begin = await FillAsync(client);
        List<MergeRound> engine = [];
        List<MergeRound> peer = [];
        var reason = "";
        for (var round = 0; round <= Rounds; round++)
        {
            engine.Add(await MergeAsync(server, client, begin, round));
            if (reason.Length == 0 && Listen(server, begin, round, out reason) is { } listened)
            {
                peer.Add(listened);
            }
        }

        var line = new ReportLine("merge").Add("documents", Documents);
        var own = Add(line, "engine", engine);
        if (reason.Length == 0)
        {
            line.Add("ratioToPeerCpu", Math.Round(Add(line, "peer", peer) / own, 2));
        }

        return (line, reason);
    }

    private static double Add(ReportLine line, string name, List<MergeRound> rounds)
    {
        var counted = rounds.Skip(1).ToList();
        var cpu = Median(counted, round => round.ServerCpuSeconds + round.ClientCpuSeconds) * 1e6 / Documents;
        var client = Median(counted, round => round.ClientCpuSeconds) * 1e6 / Documents;
        line.Add($"{name}DocumentsPerSecond", Math.Round(Documents / Median(counted, round => round.Seconds)))
            .Add($"{name}CpuMicrosPerDocument", Math.Round(cpu, 1))
            .Add($"{name}ClientCpuMicrosPerDocument", Math.Round(client, 1));
        return cpu;
    }

    private static double Median(List<MergeRound> rounds, Func<MergeRound, double> value) =>
        rounds.Select(value).Order().ElementAt(rounds.Count / 2);

    private static async Task<ulong> FillAsync(ServerClient client)
    {
        var begin = await client.MustAsync("shop", """{ "insert": "mark", "documents": [ {} ] }""");
        for (var first = 0; first < Documents; first += DocumentsPerInsert)
        {
            var orders = new BsonArrayBuilder();
            for (var id = first; id < first + DocumentsPerInsert; id++)
            {
                orders.Add(new BsonDocumentBuilder
                {
                    { "_id", id }, { "customer", $"customer {id % 1000}" }, { "item", $"item {id % 77}" },
                    { "price", 0.25 * (id % 400) }, { "n", id % 9 }, { "note", "as ordered by telephone" },
                }.ToDocument());
            }

            await client.MustAsync("shop", new BsonDocumentBuilder
            {
                { "insert", "orders" }, { "documents", orders.ToArray() },
            }.ToDocument());
        }

        return begin["operationTime"].AsTimestamp;
    }

    private static async Task<MergeRound> MergeAsync(
        WorkspaceProcess server, ServerClient client, ulong begin, int round)
    {
        await client.MustAsync("admin", $$"""
            { "createStreamProcessor": "p{{round}}", "pipeline": [
                { "$source": { "connectionName": "local", "db": "shop", "coll": "orders", "config": {
                    "fullDocumentOnly": true,
                    "startAtOperationTime": { "$timestamp": { "t": {{begin >> 32}}, "i": {{(uint)begin}} } } } } },
                { "$set": { "total": { "$multiply": [ "$price", "$n" ] } } },
                { "$merge": { "into": { "connectionName": "local", "db": "shop", "coll": "merged{{round}}" } } } ] }
            """);
        var (watch, cpu) = (Stopwatch.StartNew(), CpuSeconds(server));
        await client.MustAsync("admin", $$"""{ "startStreamProcessor": "p{{round}}" }""");
        while (!await IsThereAsync(client, $"merged{round}"))
        {
            if (watch.Elapsed > Patience)
            {
                throw new TimeoutException($"the processor did not merge {Documents} documents\n{server.Output}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        var result = new MergeRound(watch.Elapsed.TotalSeconds, CpuSeconds(server) - cpu, 0);
        await client.MustAsync("admin", $$"""{ "dropStreamProcessor": "p{{round}}" }""");
        return result;
    }

    // They arrive in order, so the last one is the sign.
    private static async Task<bool> IsThereAsync(ServerClient client, string collection)
    {
        var reply = await client.MustAsync("shop", $$"""
            { "find": "{{collection}}", "filter": { "_id": {{Documents - 1}} }, "limit": 1 }
            """);
        return !reply["cursor"].AsDocument["firstBatch"].AsArray.IsEmpty;
    }

    private static MergeRound? Listen(WorkspaceProcess server, ulong begin, int round, out string reason)
    {
        var cpu = CpuSeconds(server);
        return ChangeListener.Run(server.Uri, begin, $"listened{round}", Documents, out reason) is { } listened
            ? new MergeRound(listened.Seconds, CpuSeconds(server) - cpu, listened.CpuSeconds)
            : null;
    }

    private static double CpuSeconds(WorkspaceProcess server)
    {
        using var process = Process.GetProcessById(server.ProcessId);
        return process.TotalProcessorTime.TotalSeconds;
    }
}
