using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Server.Commands.Collections;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.TestKit.Connectors.MongoDb;

/// <summary>
/// A server that answers as the router of a sharded cluster: its hello says so, <c>config.collections</c> has what
/// is given, and an upsert that lacks the field of the shard key is refused. Its collections are of its own.
/// </summary>
internal sealed class RoutingServer : IAsyncDisposable
{
    private const string Hello =
        "{ ismaster: true, isWritablePrimary: true, msg: 'isdbgrid', helloOk: true, maxBsonObjectSize: 16777216, "
        + "maxMessageSizeBytes: 48000000, maxWriteBatchSize: 100000, logicalSessionTimeoutMinutes: 30, "
        + "minWireVersion: 0, maxWireVersion: 17, readOnly: false, ok: 1 }";

    private readonly TemporaryFolder _folder = new();
    private readonly LocalCollections _collections;
    private SocketServer _server = null!;

    private RoutingServer() => _collections = LocalCollections.Open(
        Path.Combine(_folder.FullPath, "f.db"), new SemaphoreSlim(1), new LocalOptions(), TimeProvider.System);

    /// <summary>What was asked of <c>config.collections</c>.</summary>
    public AnsweringCommand Config { get; private init; } = null!;

    /// <summary>The field that every upsert must have; null when nothing is sharded.</summary>
    public string? ShardField { get; init; }

    /// <summary>The reply of <c>collStats</c>.</summary>
    public string CollStats { get; init; } = "{ ok: 1 }";

    /// <summary>Its connection string.</summary>
    public string Uri => $"mongodb://{_server.EndPoint}/?heartbeatFrequencyMS=500";

    /// <summary>Starts a server.</summary>
    /// <param name="entries">The documents of <c>config.collections</c> that a find there gives.</param>
    /// <param name="shardField">The field that every upsert must have.</param>
    public static Task<RoutingServer> StartAsync(string entries, string? shardField) => StartAsync(
        $"{{ ok: 1, cursor: {{ id: 0, ns: 'config.collections', firstBatch: [{entries}] }} }}",
        shardField,
        "{ ok: 1 }");

    /// <summary>Starts a server.</summary>
    /// <param name="answer">The reply to a find in <c>config.collections</c>.</param>
    /// <param name="shardField">The field that every upsert must have.</param>
    /// <param name="collStats">The reply of <c>collStats</c>.</param>
    public static async Task<RoutingServer> StartAsync(string answer, string? shardField, string collStats)
    {
        var server = new RoutingServer
        {
            Config = new AnsweringCommand("find", answer),
            ShardField = shardField,
            CollStats = collStats,
        };
        server._server = await SocketServer.StartAsync(null, server.Commands());
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _collections.DisposeAsync();
        _folder.Dispose();
    }

    private IEnumerable<CommandRegistration> Commands()
    {
        var service = new CollectionService(_collections, new OpenCursors(TimeProvider.System));
        foreach (var row in CollectionCommandTable.Create(service))
        {
            // A router takes numbered writes; none is sent twice here.
            yield return new CommandRegistration(
                row.Spec with { Fields = [.. row.Spec.Fields, "txnNumber"] },
                row.Spec.Name switch
                {
                    "find" => new Answer(request => request.Body["$db"].AsString == "config"
                        ? Config.HandleAsync(request, default)
                        : row.Handler.HandleAsync(request, default)),
                    "update" => new Answer(request => Refusal(request.Body) is { } refusal
                        ? new(refusal)
                        : row.Handler.HandleAsync(request, default)),
                    _ => row.Handler,
                });
        }

        yield return new AnsweringCommand("collStats", CollStats).Registration;
        var hello = new AnsweringCommand("hello", Hello).Registration;
        yield return hello with
        {
            Spec = hello.Spec with { Aliases = ["isMaster", "ismaster"], AllowedBeforeAuthentication = true },
        };
    }

    private BsonDocument? Refusal(BsonDocument update)
    {
        var errors = new BsonArrayBuilder();
        var index = 0;
        foreach (var item in update["updates"].AsArray.Items())
        {
            var statement = item.AsDocument;
            if (ShardField is not null && !statement["upsert"].IsMissing
                && statement["q"].AsDocument[ShardField].IsMissing)
            {
                errors.Add(ExtendedJson.ParseLenient(
                    $"{{ index: {index}, code: 61, errmsg: 'Failed to target upsert by query' }}"));
            }

            index++;
        }

        return errors.ToArray() is { IsEmpty: false } all
            ? new BsonDocumentBuilder { { "ok", 1 }, { "n", 0 }, { "writeErrors", all } }.ToDocument()
            : null;
    }

    private sealed class Answer(Func<CommandRequest, ValueTask<BsonDocument>> answer) : ICommandHandler
    {
        public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
            answer(request);
    }
}
