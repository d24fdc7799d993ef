using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.TestKit.Clients;
using Xunit;

namespace WireSP.TestKit.Kills;

/// <summary>
/// Kills a real server again and again while a processor sums windows over the changes of one of its collections into
/// another, under load, and compares that with what an uninterrupted run would have written. May look up on the way
/// what an item costs.
/// </summary>
public sealed class LocalKillHarness : IDisposable
{
    private const int DocumentsPerChunk = 50;
    private const int ChunksPerServerMax = 400;

    private const int ItemCount = 7;

    private const string Source =
        """
        { "$source": { "connectionName": "local", "db": "shop", "coll": "orders",
                       "config": { "fullDocumentOnly": true }, "timeField": { "$toDate": "$at" } } }
        """;

    private const string Lookup =
        """
        , { "$lookup": { "from": { "connectionName": "local", "db": "shop", "coll": "items" },
                         "localField": "item", "foreignField": "_id", "as": "found" } },
          { "$set": { "amount": { "$multiply": [ "$amount", { "$first": "$found.price" } ] } } }
        """;

    private const string WindowAndMerge =
        """
        , { "$tumblingWindow": { "interval": { "size": 1, "unit": "second" },
              "allowedLateness": { "size": 0, "unit": "second" },
              "pipeline": [ { "$group": { "_id": "$item", "n": { "$sum": 1 }, "total": { "$sum": "$amount" } } } ] } },
          { "$set": { "_id": { "start": { "$meta": "stream.window.start" }, "item": "$_id" } } },
          { "$merge": { "into": { "connectionName": "local", "db": "shop", "coll": "totals" } } }
        """;

    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly SortedDictionary<(long Window, int Item), (int Count, int Total)> _expected = [];
    private readonly Random _random;
    private readonly bool _looksUp;
    private int _written;

    /// <summary>Begins a run whose moments of death come from a seed.</summary>
    public LocalKillHarness(int seed, bool looksUp = false)
    {
        _random = new Random(seed);
        _looksUp = looksUp;
    }

    /// <summary>Documents that were acknowledged so far.</summary>
    public int DocumentCount => _written;

    /// <summary>Makes the processor.</summary>
    public async Task StartAsync()
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath);
        using var client = await ServerClient.ConnectAsync(server);
        var items = Enumerable.Range(0, ItemCount).Select(n => $$"""{ "_id": {{n}}, "price": {{PriceOf(n)}} }""");
        await client.MustAsync(
            "shop", $$"""{ "insert": "items", "documents": [ {{string.Join(", ", items)}} ] }""");
        await client.MustAsync("admin", $$"""
            { "createStreamProcessor": "p", "pipeline": [ {{Source}}{{(_looksUp ? Lookup : "")}}{{WindowAndMerge}} ],
              "options": { "checkpointIntervalMs": 100 } }
            """);
        await client.MustAsync("admin", """{ "startStreamProcessor": "p" }""");
        Assert.Equal(0, await server.StopAsync());
    }

    /// <summary>Puts a server under load for a while, then kills it.</summary>
    public async Task KillAtRandomAsync()
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath);
        var load = LoadAsync(server);
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(50, 1500)), TimeProvider.System);
        await server.KillAsync();
        await load;
    }

    /// <summary>Puts a server under load that kills itself the third time that it reaches a point.</summary>
    public async Task KillAtAsync(string point)
    {
        await using var server = await WorkspaceProcess.StartAsync(
            _folder.FullPath,
            environment: new Dictionary<string, string> { [FaultPoint.EnvironmentVariable] = $"{point}:3" });
        await LoadAsync(server);
        await server.WaitForExitAsync($"the server kills itself at {point}");
    }

    /// <summary>Lets a server finish, and compares.</summary>
    public async Task FinishAsync()
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath);
        using var client = await ServerClient.ConnectAsync(server);

        // The last chunk may have been written and not acknowledged.
        await WriteChunkAsync(client);

        // A day ahead, so that every window before it closes.
        await InsertAsync(client, [Order(_written, Begin.AddDays(1))]);
        var patience = new ProgressPatience();
        List<string> written = [];
        var expected = _expected.Select(entry => $"{entry.Key.Window}/{entry.Key.Item}: {entry.Value}").ToList();
        while (written.Count < expected.Count && !patience.HasRunOut(written.Count))
        {
            written = [.. (await client.FindAllAsync("totals")).Select(Describe)];
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        Assert.True(expected.Count > 50, "there was too little load to compare anything");
        Assert.Equal(expected, written);
        Assert.Equal(0, await server.StopAsync());
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static string Describe(BsonDocument total)
    {
        var id = total["_id"].AsDocument;
        var (start, item) = (id["start"].AsDateTimeMs / 1000, id["item"].AsInt32);
        return $"{start}/{item}: ({total["n"].AsInt32}, {total["total"].AsInt32})";
    }

    private static BsonDocument Order(int number, DateTimeOffset at) => new BsonDocumentBuilder
    {
        { "_id", number },
        { "at", at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture) },
        { "item", number % ItemCount },
        { "amount", number % 11 },
    }.ToDocument();

    // What was not acknowledged is written again; what of it was there is refused, and that is an acknowledgement.
    private async Task LoadAsync(WorkspaceProcess server)
    {
        try
        {
            using var client = await ServerClient.ConnectAsync(server);
            for (var chunk = 0; chunk < ChunksPerServerMax; chunk++)
            {
                await WriteChunkAsync(client);
            }
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            // The server was killed, which is what it is for.
        }
    }

    private async Task WriteChunkAsync(ServerClient client)
    {
        await InsertAsync(
            client, [.. Enumerable.Range(_written, DocumentsPerChunk).Select(n => Order(n, TimeOf(n)))]);
        for (var i = 0; i < DocumentsPerChunk; i++)
        {
            Count(_written++);
        }
    }

    private static async Task InsertAsync(ServerClient client, IReadOnlyList<BsonDocument> orders)
    {
        var documents = new BsonArrayBuilder();
        foreach (var order in orders)
        {
            documents.Add(order);
        }

        await client.MustAsync("shop", new BsonDocumentBuilder
        {
            { "insert", "orders" }, { "documents", documents.ToArray() }, { "ordered", false },
        }.ToDocument());
    }

    private static DateTimeOffset TimeOf(int number) => Begin.AddMilliseconds(number * 40);

    private static int PriceOf(int item) => item + 1;

    private void Count(int number)
    {
        var key = (TimeOf(number).ToUnixTimeSeconds(), number % ItemCount);
        var amount = number % 11 * (_looksUp ? PriceOf(key.Item2) : 1);
        _expected[key] = _expected.TryGetValue(key, out var known)
            ? (known.Count + 1, known.Total + amount)
            : (1, amount);
    }
}
