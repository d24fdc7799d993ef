using WireSP.Bson;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Wire;

namespace WireSP.TestKit.Server;

/// <summary>
/// A workspace whose collections are used by commands as the shell writes them; the database is <c>shop</c> unless a
/// command names another.
/// </summary>
public sealed class TestCollections : IAsyncDisposable
{
    private TestCollections(TestWorkspace workspace) => Workspace = workspace;

    /// <summary>The workspace.</summary>
    public TestWorkspace Workspace { get; }

    /// <summary>Starts a workspace.</summary>
    public static async Task<TestCollections> StartAsync(TestWorkspaceOptions? options = null) =>
        new(await TestWorkspace.StartAsync(options));

    /// <summary>Runs a command.</summary>
    public Task<TestReply> RunAsync(string command) => RunAsync(Workspace.Client, command);

    /// <summary>Runs a command on another connection.</summary>
    public static Task<TestReply> RunAsync(TestClient client, string command)
    {
        ArgumentNullException.ThrowIfNull(client);
        var document = ExtendedJson.ParseLenient(command);
        if (document["$db"].IsMissing)
        {
            var whole = new BsonDocumentBuilder();
            whole.AddRange(document);
            whole.Add("$db", "shop");
            document = whole.ToDocument();
        }

        return client.RunAsync(document);
    }

    /// <summary>Runs a command that must succeed, with every statement in it.</summary>
    public async Task<TestReply> MustAsync(string command)
    {
        var reply = await RunAsync(command);
        return reply.IsOk && reply["writeErrors"].IsMissing
            ? reply
            : throw new InvalidOperationException($"{command}: {ExtendedJson.Format(reply.Document)}");
    }

    /// <summary>Inserts documents into a collection.</summary>
    public Task<TestReply> InsertAsync(string collection, params IEnumerable<string> documents) =>
        MustAsync($"{{ insert: '{collection}', documents: [{string.Join(", ", documents)}] }}");

    /// <summary>Finds documents; further fields of the command may follow the filter.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(string collection, string filter = "{}", string more = "") =>
        Documents(await MustAsync($"{{ find: '{collection}', filter: {filter}{more} }}"));

    /// <summary>Aggregates a collection; further fields of the command may follow the pipeline.</summary>
    public async Task<IReadOnlyList<string>> AggregateAsync(string collection, string pipeline, string more = "") =>
        Documents(await MustAsync($"{{ aggregate: '{collection}', pipeline: {pipeline}, cursor: {{}}{more} }}"));

    /// <summary>The documents of a batch, as relaxed Extended JSON.</summary>
    public static IReadOnlyList<string> Documents(TestReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        var cursor = reply["cursor"].AsDocument;
        var batch = cursor["firstBatch"].IsMissing ? cursor["nextBatch"] : cursor["firstBatch"];
        return [.. batch.AsArray.Items().Select(item => ExtendedJson.Format(item.AsDocument))];
    }

    /// <summary>The cursor that a reply opened or continued; 0 when it has ended.</summary>
    public static long CursorOf(TestReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return reply["cursor"].AsDocument["id"].AsInt64;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Workspace.DisposeAsync();
}
