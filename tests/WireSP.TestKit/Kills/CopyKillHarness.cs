using System.Diagnostics;
using System.Globalization;
using WireSP.Bson;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Wire;
using Xunit;

namespace WireSP.TestKit.Kills;

/// <summary>
/// Lets a processor copy one collection of a real server into another by <c>initialSync</c> and <c>$merge</c> while
/// documents change, kills the server on the way, and compares both collections at the end.
/// </summary>
public sealed class CopyKillHarness(int documents) : IDisposable
{
    private const int DocumentsPerInsert = 5000;
    private const int UpdatesPerServer = 50;

    private const string Pipeline =
        """
        [ { "$source": { "connectionName": "local", "db": "shop", "coll": "original",
                         "initialSync": { "enable": true, "parallelism": 2 },
                         "config": { "fullDocument": "updateLookup", "fullDocumentOnly": true } } },
          { "$merge": { "into": { "connectionName": "local", "db": "shop", "coll": "copy" },
                        "whenMatched": "replace" } } ]
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder _folder = new();
    private readonly Stopwatch _watch = new();
    private int _updates;

    /// <summary>How long copying took, the restarts of the server included.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>Fills the collection and begins to copy it.</summary>
    public async Task StartAsync()
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath);
        using var client = await ServerClient.ConnectAsync(server);
        for (var first = 0; first < documents; first += DocumentsPerInsert)
        {
            await InsertAsync(client, first, Math.Min(DocumentsPerInsert, documents - first));
        }

        await client.MustAsync("admin", $$"""
            { "createStreamProcessor": "p", "pipeline": {{Pipeline}}, "options": { "checkpointIntervalMs": 200 } }
            """);
        _watch.Start();
        await client.MustAsync("admin", """{ "startStreamProcessor": "p" }""");
        await server.KillAsync();
    }

    /// <summary>Lets a server copy until there are so many documents, then kills it.</summary>
    public async Task KillAfterAsync(int copied)
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath);
        using var client = await ServerClient.ConnectAsync(server);
        await UpdateAsync(client);
        await UntilCopiedAsync(server, client, copied);
        await server.KillAsync();
    }

    /// <summary>Lets a server finish, and compares.</summary>
    public async Task FinishAsync()
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath);
        using var client = await ServerClient.ConnectAsync(server);
        await UpdateAsync(client);
        await UntilCopiedAsync(server, client, documents);
        var original = await client.FindAllAsync("original");
        var copy = await client.FindAllAsync("copy");
        while (_watch.Elapsed < Patience && !original.Select(Text).SequenceEqual(copy.Select(Text)))
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            copy = await client.FindAllAsync("copy");
        }

        _watch.Stop();
        Assert.Equal(documents, original.Count);
        Assert.Equal(original.Select(Text), copy.Select(Text));
        var target = await TargetAsync(client);
        Assert.Equal("completed", target["status"].AsString);
        Assert.Equal(documents, target["copiedDocs"].AsInt64);
        Assert.Equal(0, await server.StopAsync());
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    // Fields may stand in another order in the copy: a merge sorts those that it adds.
    private static (int Id, int N, string Text) Text(BsonDocument document) =>
        (document["_id"].AsInt32, document["n"].AsInt32, document["text"].AsString);

    private static async Task InsertAsync(ServerClient client, int first, int count)
    {
        var array = new BsonArrayBuilder();
        for (var number = first; number < first + count; number++)
        {
            array.Add(new BsonDocumentBuilder
            {
                { "_id", number }, { "n", 0 }, { "text", $"order {number.ToString(CultureInfo.InvariantCulture)}" },
            }.ToDocument());
        }

        await client.MustAsync("shop", new BsonDocumentBuilder
        {
            { "insert", "original" }, { "documents", array.ToArray() },
        }.ToDocument());
    }

    // Spread over what is copied already and what is not.
    private async Task UpdateAsync(ServerClient client)
    {
        for (var i = 0; i < UpdatesPerServer; i++)
        {
            var id = (int)((long)_updates++ * 7919 % documents);
            await client.MustAsync("shop", $$"""
                { "update": "original", "updates": [ { "q": { "_id": {{id}} }, "u": { "$inc": { "n": 1 } } } ] }
                """);
        }
    }

    private async Task UntilCopiedAsync(WorkspaceProcess server, ServerClient client, int copied)
    {
        BsonDocument target = default;
        while (_watch.Elapsed < Patience)
        {
            target = await TargetAsync(client);
            if (target["copiedDocs"] is { Type: BsonType.Int64 } count && count.AsInt64 >= copied)
            {
                return;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        Assert.Fail($"not {copied} documents were copied: {ExtendedJson.Format(target)}\n{server.Output}");
    }

    private static async Task<BsonDocument> TargetAsync(ServerClient client)
    {
        var reply = await client.MustAsync(
            "admin", """{ "getStreamProcessorStats": "p", "options": { "verbose": true } }""");
        return StatusOf(reply);
    }

    private static BsonDocument StatusOf(TestReply reply) =>
        reply["stats"].AsDocument["operatorStats"] is { Type: BsonType.Array, AsArray.IsEmpty: false } operators
        && operators.AsArray[0].AsDocument["targetStats"] is { Type: BsonType.Array, AsArray.IsEmpty: false } targets
        && targets.AsArray[0].AsDocument["initialSync"] is { Type: BsonType.Document } sync
            ? sync.AsDocument
            : BsonDocument.Empty;
}
