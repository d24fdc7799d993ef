using Microsoft.Extensions.Logging.Abstractions;
using WireSP.Bson;
using WireSP.Connectors;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Server.Commands;
using WireSP.Server.Commands.Collections;
using WireSP.Server.Configuration;
using WireSP.Server.Workspace;
using WireSP.Streaming.Pipelines;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Wire;
using WireSP.Wire;

namespace WireSP.TestKit.Server;

/// <summary>
/// A workspace with its commands behind an in-memory connection: real bytes, real store, real engine. Beside the sample
/// connections it has <c>in</c> and <c>out</c> of type <c>Test</c>.
/// </summary>
public sealed class TestWorkspace : IAsyncDisposable
{
    /// <summary>A pipeline that runs until it is stopped.</summary>
    public const string Pipeline =
        """[{ "$source": { "connectionName": "in" } }, { "$emit": { "connectionName": "out" } }]""";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly TestWorkspaceOptions _options;
    private TestServer _server = null!;
    private LocalCollections _collections = null!;

    private TestWorkspace(TestWorkspaceOptions options) => _options = options;

    /// <summary>The connector of the connections <c>in</c> and <c>out</c>.</summary>
    public TestConnector Connector { get; } = new();

    /// <summary>A client of an open server, or one that logged in as <c>admin</c>.</summary>
    public TestClient Client { get; private set; } = null!;

    /// <summary>The workspace.</summary>
    internal StreamWorkspace Workspace { get; private set; } = null!;

    /// <summary>Starts a workspace.</summary>
    public static async Task<TestWorkspace> StartAsync(TestWorkspaceOptions? options = null)
    {
        var workspace = new TestWorkspace(options ?? new TestWorkspaceOptions());
        await workspace.OpenAsync();
        return workspace;
    }

    /// <summary>Runs a command given as JSON.</summary>
    public Task<TestReply> RunAsync(string command) => Client.RunAsync(command);

    /// <summary>Runs a command that must succeed.</summary>
    public async Task<TestReply> MustAsync(string command)
    {
        var reply = await Client.RunAsync(command);
        return reply.IsOk ? reply : throw new InvalidOperationException($"{command}: {reply.Message}");
    }

    /// <summary>Creates a processor with <see cref="Pipeline"/>, or another one.</summary>
    public Task<TestReply> CreateAsync(string name, string pipeline = Pipeline) =>
        MustAsync($$"""{ "createStreamProcessor": "{{name}}", "pipeline": {{pipeline}} }""");

    /// <summary>Creates and starts a processor with <see cref="Pipeline"/>.</summary>
    public async Task StartProcessorAsync(string name)
    {
        await CreateAsync(name);
        await MustAsync($$"""{ "startStreamProcessor": "{{name}}" }""");
    }

    /// <summary>What <c>getStreamProcessor</c> says of a processor.</summary>
    public Task<TestReply> DescribeAsync(string name) => MustAsync($$"""{ "getStreamProcessor": "{{name}}" }""");

    /// <summary>Documents of the list of processors.</summary>
    public async Task<IReadOnlyList<BsonDocument>> ListAsync(string filter = "null")
    {
        var reply = await MustAsync($$"""{ "listStreamProcessors": 1, "filter": {{filter}} }""");
        return [.. reply["streamProcessors"].AsArray.Items().Select(item => item.AsDocument)];
    }

    /// <summary>Names of the listed processors.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(string filter = "null") =>
        [.. (await ListAsync(filter)).Select(document => document["name"].AsString)];

    /// <summary>The <c>stats</c> of a processor.</summary>
    public async Task<BsonDocument> StatsAsync(string name, string options = "") =>
        (await MustAsync($$"""{ "getStreamProcessorStats": "{{name}}"{{options}} }"""))["stats"].AsDocument;

    /// <summary>Waits until the test sink has so many documents.</summary>
    public Task UntilOutAsync(int count) =>
        UntilAsync($"{count} documents are out", () => Task.FromResult(Connector.Output.Count >= count));

    /// <summary>Another connection; with users, one that is logged in.</summary>
    public async Task<TestClient> ConnectAsync(string user = "admin")
    {
        var client = _server.Connect();
        if (_options.HasUsers)
        {
            await TestUsers.LogInAsync(client, user);
        }

        return client;
    }

    /// <summary>Waits until something is so; fails naming it when it does not come about.</summary>
    public static async Task UntilAsync(string what, Func<Task<bool>> isSo)
    {
        ArgumentNullException.ThrowIfNull(isSo);
        using var patience = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"{what}: did not come about within {Patience.TotalSeconds} s");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    /// <summary>Waits until a processor has a state.</summary>
    public Task UntilStateAsync(string name, string state) => UntilAsync(
        $"{name} is {state}",
        async () => (await DescribeAsync(name))["state"].AsString == state);

    /// <summary>Ends the workspace as the server does at SIGTERM, and opens it again from the same directory.</summary>
    public async Task RestartAsync()
    {
        await CloseAsync();
        await OpenAsync();
        await Workspace.ResumeAsync(Task.CompletedTask, CancellationToken.None);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }

    private async Task OpenAsync()
    {
        var settings = SettingsReader.Read(null, new Dictionary<string, string?>()) with
        {
            Workspace = new WorkspaceSettings(
                "test", TierTable.Find(_options.DefaultTier)!, TierTable.Find(_options.MaxTier)!),
            Connections = [Connection("in", "Test"), Connection("out", "Test"), Connection("cluster0", "Cluster")],
        };
        var clock = _options.Clock;
        var file = Path.Combine(_folder.FullPath, "workspace.db");
        var store = SqliteWorkspaceStore.Open(file, clock);
        _collections = LocalCollections.Open(file, store.Gate, _options.Collections, clock);
        Workspace = WorkspaceFactory.Create(
            settings,
            store,
            ConnectionVault.Open(_folder.FullPath),
            [.. ConnectorTable.Create(_collections), Connector],
            clock,
            NullLogger.Instance);
        await Workspace.Connections.LoadAsync(CancellationToken.None);
        await Workspace.LoadAsync(CancellationToken.None);
        var service = new CollectionService(_collections, new OpenCursors(clock));
        var commands = StreamCommandTable.Create(Workspace, clock, NullLogger.Instance)
            .Concat(CollectionCommandTable.Create(service)).ToList();
        _server = _options.HasUsers
            ? TestUsers.Server(commands)
            : new TestServer(new WireServerOptions(), commands);
        Client = await ConnectAsync();
    }

    private async Task CloseAsync()
    {
        await _server.DisposeAsync();
        await Workspace.DisposeAsync();
        await _collections.DisposeAsync();
    }

    private static ConnectionDefinition Connection(string name, string type) => new(
        name, type, new BsonDocumentBuilder { { "name", name }, { "type", type } }.ToDocument());
}
