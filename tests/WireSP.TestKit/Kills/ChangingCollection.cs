using System.Globalization;
using WireSP.Bson;
using WireSP.TestKit.Clients;

namespace WireSP.TestKit.Kills;

/// <summary>
/// Inserts, updates and deletes in the collection <c>orders</c> of a server that may be killed meanwhile. Some of the
/// documents are such that the collection they are merged into refuses them.
/// </summary>
internal sealed class ChangingCollection(Random random)
{
    private const int DocumentsPerChunk = 20;
    private const int ChangesPerChunk = 5;
    private const int RefusedOneOf = 40;

    private int _count;

    /// <summary>Statements that were acknowledged.</summary>
    public int StatementCount { get; private set; }

    /// <summary>Documents that are refused where they are merged.</summary>
    public IEnumerable<int> RefusedIds => Enumerable.Range(0, _count).Where(IsRefused);

    /// <summary>Whether a document is one of those.</summary>
    public static bool IsRefused(BsonDocument order) => IsRefused(order["_id"].AsInt32);

    /// <summary>Changes documents until the server is gone.</summary>
    public async Task ChangeUntilGoneAsync(WorkspaceProcess server)
    {
        try
        {
            using var client = await ServerClient.ConnectAsync(server);
            while (true)
            {
                await ChangeAsync(client);
            }
        }
        catch (Exception exception) when (exception is IOException or System.Net.Sockets.SocketException)
        {
            // The server was killed, which is what it is for.
        }
    }

    /// <summary>Changes some more: the last change may not have been acknowledged.</summary>
    public Task FinishAsync(ServerClient client) => ChangeAsync(client);

    private static bool IsRefused(int id) => id % RefusedOneOf == RefusedOneOf / 2;

    private async Task ChangeAsync(ServerClient client)
    {
        // What was not acknowledged is inserted again; what of it is there is refused, and that is an answer.
        var documents = new BsonArrayBuilder();
        for (var id = _count; id < _count + DocumentsPerChunk; id++)
        {
            documents.Add(new BsonDocumentBuilder
            {
                { "_id", id },
                { "serial", IsRefused(id) ? -1 : id },
                { "n", 0 },
                { "text", $"order {id.ToString(CultureInfo.InvariantCulture)}" },
            }.ToDocument());
        }

        await client.MustAsync("shop", new BsonDocumentBuilder
        {
            { "insert", "orders" }, { "documents", documents.ToArray() }, { "ordered", false },
        }.ToDocument());
        _count += DocumentsPerChunk;
        StatementCount += DocumentsPerChunk;
        for (var change = 0; change < ChangesPerChunk; change++)
        {
            await ChangeOneAsync(client);
        }
    }

    private async Task ChangeOneAsync(ServerClient client)
    {
#pragma warning disable CA5394 // A seed that can be repeated is the point.
        var id = random.Next(_count);
        var isDeleted = random.Next(4) == 0;
#pragma warning restore CA5394
        if (IsRefused(id))
        {
            return;
        }

        await client.MustAsync(
            "shop",
            isDeleted
                ? $$"""{ "delete": "orders", "deletes": [ { "q": { "_id": {{id}} }, "limit": 1 } ] }"""
                : $$"""
                  { "update": "orders", "updates": [ { "q": { "_id": {{id}} }, "u": { "$inc": { "n": 1 } } } ] }
                  """);
        StatementCount++;
    }
}
