using System.Diagnostics;
using System.Globalization;
using WireSP.Benchmarks.Documents;
using WireSP.Bson;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Kills;

namespace WireSP.Benchmarks.Checkpoints;

/// <summary>
/// Measures how soon a server that was killed puts its first result out: it is started again at once, takes its
/// processor up from the checkpoint with a million open groups, and is given the document that closes their window.
/// </summary>
internal sealed class KilledServer : IDisposable
{
    private const int Keys = KeyedDocuments.Keys;
    private const int KeysPerDocument = 1000;
    private const int DocumentsPerInsert = 50;

    // Of the million results only some are written: what is measured is the first one, and not the target.
    private const string Pipeline =
        """
        [ { "$source": { "connectionName": "local", "db": "shop", "coll": "orders",
                         "config": { "fullDocumentOnly": true }, "timeField": { "$toDate": "$at" } } },
          { "$unwind": "$keys" },
          { "$tumblingWindow": { "interval": { "size": 1, "unit": "hour" },
              "allowedLateness": { "size": 0, "unit": "second" },
              "pipeline": [ { "$group": { "_id": "$keys", "n": { "$sum": 1 }, "total": { "$sum": "$price" } } } ] } },
          { "$match": { "_id": { "$lt": 1000 } } },
          { "$merge": { "into": { "connectionName": "local", "db": "shop", "coll": "totals" } } } ]
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Fills the window of a processor, takes a checkpoint and kills the server.</summary>
    public async Task PrepareAsync()
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath);
        using var client = await ServerClient.ConnectAsync(server);
        await client.MustAsync("admin", $$"""
            { "createStreamProcessor": "p", "pipeline": {{Pipeline}}, "options": { "checkpointIntervalMs": 600000 } }
            """);
        await client.MustAsync("admin", """{ "startStreamProcessor": "p" }""");
        for (var first = 0; first < Keys; first += KeysPerDocument * DocumentsPerInsert)
        {
            var documents = new BsonArrayBuilder();
            for (var i = 0; i < DocumentsPerInsert; i++)
            {
                documents.Add(Order(first + (i * KeysPerDocument), KeysPerDocument, Begin));
            }

            await InsertAsync(client, documents);
        }

        await UntilAsync(async () => await CountAsync(client) == Keys / KeysPerDocument);
        await client.MustAsync("admin", """{ "saveCheckpoint": "p", "name": "full" }""");
        await server.KillAsync();
    }

    /// <summary>Kills a server that has the window open, and waits for the first result of the next one.</summary>
    /// <param name="round">Counts the measurements; each begins with the same checkpoint.</param>
    public async Task<TimeSpan> MeasureAsync(int round)
    {
        var folder = Copy(round);
        long began;
        await using (var killed = await WorkspaceProcess.StartAsync(folder))
        {
            using var client = await ServerClient.ConnectAsync(killed);
            await UntilAsync(async () => await IsRunningAsync(client));
            began = Stopwatch.GetTimestamp();
            await killed.KillAsync();
        }

        await using var server = await WorkspaceProcess.StartAsync(folder);
        using var again = await ServerClient.ConnectAsync(server);
        var documents = new BsonArrayBuilder();
        documents.Add(Order(Keys, 1, Begin.AddDays(1)));
        await InsertAsync(again, documents);
        await UntilAsync(async () => await HasResultAsync(again));
        return Stopwatch.GetElapsedTime(began);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static BsonDocument Order(int firstKey, int count, DateTimeOffset at)
    {
        var keys = new BsonArrayBuilder();
        for (var i = 0; i < count; i++)
        {
            keys.Add((long)(firstKey + i));
        }

        return new BsonDocumentBuilder
        {
            { "at", BsonValue.FromDateTimeMs(at.ToUnixTimeMilliseconds()) }, { "price", 7 }, { "keys", keys.ToArray() },
        }.ToDocument();
    }

    private static async Task InsertAsync(ServerClient client, BsonArrayBuilder documents) => await client.MustAsync(
        "shop", new BsonDocumentBuilder { { "insert", "orders" }, { "documents", documents.ToArray() } }.ToDocument());

    private static async Task<bool> HasResultAsync(ServerClient client)
    {
        var reply = await client.MustAsync("shop", """{ "find": "totals", "limit": 1, "singleBatch": true }""");
        return reply["cursor"].AsDocument["firstBatch"].AsArray.GetEnumerator().MoveNext();
    }

    private static async Task<bool> IsRunningAsync(ServerClient client)
    {
        var reply = await client.MustAsync("admin", """{ "getStreamProcessorStats": "p" }""");
        return reply["stats"].AsDocument["stateSize"].AsInt64 > 0;
    }

    private static async Task<long> CountAsync(ServerClient client)
    {
        var reply = await client.MustAsync("admin", """{ "getStreamProcessorStats": "p" }""");
        return reply["stats"].AsDocument["inputMessageCount"].AsInt64;
    }

    private static async Task UntilAsync(Func<Task<bool>> hasHappened)
    {
        var began = Stopwatch.GetTimestamp();
        while (!await hasHappened())
        {
            if (Stopwatch.GetElapsedTime(began) > Patience)
            {
                throw new TimeoutException("the server does not get there");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private string Copy(int round)
    {
        var target = Path.Combine(_folder.FullPath, string.Create(CultureInfo.InvariantCulture, $"copy{round}"));
        var store = Path.Combine(_folder.FullPath, "store");
        foreach (var file in Directory.EnumerateFiles(store, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, "store", Path.GetRelativePath(store, file));
            _ = Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }
}
