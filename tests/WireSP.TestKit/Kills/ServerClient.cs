using WireSP.Bson;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Wire;

namespace WireSP.TestKit.Kills;

/// <summary>A connection to a server that may be killed at any moment; its calls then fail with an IOException.
/// </summary>
public sealed class ServerClient : IDisposable
{
    private readonly SocketClient _client;
    private int _requestId;

    private ServerClient(SocketClient client) => _client = client;

    /// <summary>Connects.</summary>
    public static async Task<ServerClient> ConnectAsync(WorkspaceProcess server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return new ServerClient(await SocketClient.ConnectAsync(server.EndPoint));
    }

    /// <summary>Runs a command that must succeed.</summary>
    public Task<TestReply> MustAsync(string database, string command) =>
        MustAsync(database, ExtendedJson.Parse(command));

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<TestReply> MustAsync(string database, BsonDocument command)
    {
        var body = new BsonDocumentBuilder();
        body.AddRange(command);
        body.Add("$db", database);
        await _client.Stream.WriteAsync(TestMessage.Command(++_requestId, body.ToDocument()));
        var reply = (await _client.ReceiveAsync()).Reply;
        return reply.IsOk ? reply : throw new InvalidOperationException($"{reply.Message}");
    }

    /// <summary>The documents of a collection of <c>shop</c>, in the order of <c>_id</c>.</summary>
    public async Task<IReadOnlyList<BsonDocument>> FindAllAsync(string collection)
    {
        List<BsonDocument> documents = [];
        var reply = await MustAsync("shop", $$"""{ "find": "{{collection}}", "sort": { "_id": 1 } }""");
        while (true)
        {
            var cursor = reply["cursor"].AsDocument;
            var batch = cursor["firstBatch"].IsMissing ? cursor["nextBatch"] : cursor["firstBatch"];
            documents.AddRange(batch.AsArray.Items().Select(item => item.AsDocument));
            if (cursor["id"].AsInt64 == 0)
            {
                return documents;
            }

            var next = new BsonDocumentBuilder { { "getMore", cursor["id"] }, { "collection", collection } };
            reply = await MustAsync("shop", next.ToDocument());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
