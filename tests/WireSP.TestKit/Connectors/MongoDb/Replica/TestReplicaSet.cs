using WireSP.Bson;
using WireSP.TestKit.Wire;

namespace WireSP.TestKit.Connectors.MongoDb.Replica;

/// <summary>
/// A replica set of one member with transactions, behind a real socket: the C driver takes it for a real one. Its
/// documents are in memory and outlive its death.
/// </summary>
public sealed class TestReplicaSet : IAsyncDisposable
{
    private readonly ReplicaCommands _commands = new();
    private readonly ReplicaHello _hello;
    private SocketServer? _server;
    private int _port;

    private TestReplicaSet() => _hello = new ReplicaHello(() => Address);

    /// <summary>Address for clients, <c>HOST:PORT</c>.</summary>
    public string Address => $"127.0.0.1:{_port}";

    /// <summary>Connection string.</summary>
    public string Uri => $"mongodb://{Address}/?heartbeatFrequencyMS=500&serverSelectionTimeoutMS=5000";

    /// <summary>Names of the commands that came, in their order.</summary>
    public IReadOnlyList<string> Asked => [.. _commands.Asked];

    /// <summary>Transactions under way.</summary>
    public int OpenTransactionCount => _commands.Hold(() => _commands.Sessions.Open.Count);

    /// <summary>What it says of itself.</summary>
    internal ReplicaHello Hello => _hello;

    /// <summary>Starts one.</summary>
    public static async Task<TestReplicaSet> StartAsync()
    {
        var replica = new TestReplicaSet();
        await replica.ListenAsync();
        return replica;
    }

    /// <summary>Lets the next command of a name meet a fault.</summary>
    public void Meet(ReplicaFault fault) => _commands.Hold(() =>
    {
        _commands.Faults.Add(fault);
        return true;
    });

    /// <summary>Lets transactions end by themselves, as clusters do after a minute. Without it one that was left open
    /// stays, so that whoever waits for its end is noticed.</summary>
    public void LimitTransactions(TimeProvider clock, TimeSpan lifetime) => _commands.Hold(() =>
    {
        _commands.Sessions.Limit(clock, lifetime);
        return true;
    });

    /// <summary>Ends it; what was not committed is lost.</summary>
    public async Task KillAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
            _server = null;
        }

        _commands.Hold(() =>
        {
            _commands.Sessions.AbortAll();
            return true;
        });
    }

    /// <summary>Begins to listen again, at the same address.</summary>
    public async Task ListenAsync()
    {
        _server = await SocketServer.StartAsync(
            null, [_hello.Registration, .. _commands.Registrations], _port);
        _port = _server.EndPoint.Port;
        _commands.Cut = request => _server.Abort(request.Client.RemoteEndPoint!);
    }

    /// <summary>Takes back what only the member has that answered.</summary>
    public void FailOver() => _commands.Hold(() =>
    {
        _commands.Documents.FailOver();
        return true;
    });

    /// <summary>Makes a unique index on a field of a collection, given by its full name.</summary>
    public void AddUniqueIndex(string collection, string path) => _commands.Hold(() =>
    {
        _commands.Documents.AddUnique(collection, path);
        return true;
    });

    /// <summary>The committed documents of a collection, given by its full name, in the order of their ids.</summary>
    public IReadOnlyList<BsonDocument> Read(string collection) => _commands.Hold(() =>
        (IReadOnlyList<BsonDocument>)
        [
            .. _commands.Documents.Current.Where(found => found.Key.Collection == collection)
                .OrderBy(found => found.Key.Id, StringComparer.Ordinal).Select(found => found.Value),
        ]);

    /// <summary>The same as relaxed Extended JSON.</summary>
    public string Show(string collection) =>
        string.Join(' ', Read(collection).Select(document => ExtendedJson.Format(document)));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await KillAsync();
}
