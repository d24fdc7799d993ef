using WireSP.Bson;
using WireSP.Connectors;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Clients;
using Xunit;

namespace WireSP.TestKit.Connectors.Local;

/// <summary>
/// Collections in a folder of their own, and sources over them from the text of their stages, as a pipeline would. The
/// database is <c>shop</c>.
/// </summary>
public sealed class LocalStages : IAsyncDisposable
{
    // A source may have to look at the clock; none of these tests waits longer than that for anything.
    private const int ReadsMax = 200;

    private readonly TemporaryFolder _folder = new();
    private readonly LocalOptions _options;
    private readonly SemaphoreSlim _gate = new(1);

    /// <summary>Opens empty collections.</summary>
    public LocalStages(LocalOptions? options = null)
    {
        _options = options ?? new LocalOptions();
        Collections = Open();
    }

    /// <summary>The collections.</summary>
    public LocalCollections Collections { get; private set; }

    /// <summary>When the user started the processor; null when it was started again without him.</summary>
    public DateTimeOffset? StartedByUser { get; init; } = DateTimeOffset.UnixEpoch;

    private IConnector Connector =>
        ConnectorTable.Create(Collections).Single(row => row.ConnectionType == LocalConnections.ConnectionType);

    private static ConnectionDefinition Connection => new("local", "Local", BsonDocument.Empty);

    /// <summary>The collections as stages use them.</summary>
    public ICollectionAccess Access => ((ICollectionConnector)Connector).OpenCollections(Connection);

    /// <summary>What is wrong with a <c>$source</c>, as <c>path: message</c>.</summary>
    public static IReadOnlyList<string> ProblemsOf(string stage)
    {
        var parsing = new StageParsing();
        var connector = ConnectorTable.All.Single(row => row.ConnectionType == LocalConnections.ConnectionType);
        _ = connector.ParseSource(parsing.Stage("$source", ExtendedJson.ParseLenient(stage)), Connection);
        return parsing.Problems;
    }

    /// <summary>Creates a source from the text of <c>$source</c>.</summary>
    public ISource CreateSource(string stage)
    {
        var parsing = new StageParsing();
        var factory = Connector.ParseSource(parsing.Stage("$source", ExtendedJson.ParseLenient(stage)), Connection);
        Assert.Empty(parsing.Problems);
        var context = new TaskContext("65f9fea5c5154385174af71e", "p", IsEphemeral: false, null, TimeProvider.System)
        {
            StartedByUser = StartedByUser,
        };
        return factory!.Create(context);
    }

    /// <summary>Creates a source and opens it.</summary>
    public async Task<ISource> OpenSourceAsync(string stage, BsonDocument? position = null)
    {
        var source = CreateSource(stage);
        await source.OpenAsync(position, CancellationToken.None);
        return source;
    }

    /// <summary>Inserts documents.</summary>
    public async Task InsertAsync(string collection, params IEnumerable<string> documents) => await Access.InsertAsync(
        new CollectionNamespace("shop", collection),
        [.. documents.Select(ExtendedJson.ParseLenient)],
        CancellationToken.None);

    /// <summary>Sets fields of the document with an <c>_id</c>, which is inserted when it is not there.</summary>
    public Task SetAsync(string collection, string document) => WriteAsync(collection, document, MergeMode.Merge);

    /// <summary>Deletes the document with the <c>_id</c> of the given one.</summary>
    public Task DeleteAsync(string collection, string document) => WriteAsync(collection, document, MergeMode.Delete);

    /// <summary>Runs an operation on a collection, which is made when it is missing.</summary>
    public async Task ChangeAsync(string collection, Action<LocalTransaction, LocalCollection> change) =>
        _ = await Collections.WriteAsync(
            transaction =>
            {
                change(transaction, transaction.FindOrCreate(new CollectionNamespace("shop", collection)));
                return 0;
            },
            CancellationToken.None);

    /// <summary>Reads until so many documents or undecodable records have come.</summary>
    public static async Task<CollectedBatches> ReadAsync(ISource source, int count)
    {
        ArgumentNullException.ThrowIfNull(source);
        var collected = new CollectedBatches();
        for (var i = 0; i < ReadsMax && collected.Count < count; i++)
        {
            var batch = new SourceBatch();
            Assert.True(await source.ReadAsync(batch, CancellationToken.None), "the source ended");
            collected.Add(batch);
        }

        Assert.True(collected.Count >= count, $"{collected.Count} of {count} documents were read");
        return collected;
    }

    /// <summary>Closes the collections as a crash would leave them, and opens them again.</summary>
    public async Task ReopenAsync()
    {
        await Collections.DisposeAsync();
        Collections = Open();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Collections.DisposeAsync();
        _folder.Dispose();
        _gate.Dispose();
    }

    private LocalCollections Open() => LocalCollections.Open(
        Path.Combine(_folder.FullPath, "collections.db"), _gate, _options, TimeProvider.System);

    private async Task WriteAsync(string collection, string document, MergeMode mode)
    {
        var write = new MergeWrite(
            new CollectionNamespace("shop", collection),
            ExtendedJson.ParseLenient(document),
            mode,
            IsInserted: mode != MergeMode.Delete);
        Assert.Empty(await Access.MergeAsync(new MergePlan(["_id"]), [write], CancellationToken.None));
    }
}
