using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.TestKit.Clients;
using Xunit;

namespace WireSP.TestKit.Connectors;

/// <summary>Local collections in a file of their own, and the sinks that <c>$merge</c> stages over them make.</summary>
public sealed class MergeStages : IAsyncDisposable
{
    private static readonly ConnectionDefinition Connection = new(
        LocalConnections.DefaultName, LocalConnections.ConnectionType, BsonDocument.Empty);

    private readonly TemporaryFolder _folder = new();

    /// <summary>Opens the collections.</summary>
    public MergeStages() => Collections = LocalCollections.Open(
        Path.Combine(_folder.FullPath, "f.db"), new SemaphoreSlim(1), new LocalOptions(), TimeProvider.System);

    /// <summary>The collections.</summary>
    public LocalCollections Collections { get; }

    /// <summary>The connector over the collections.</summary>
    internal LocalConnector Connector => new(Collections);

    /// <summary>The task that sinks are made for, unless a test says otherwise.</summary>
    public TaskContext Context { get; set; } = new("0123456789abcdef01234567", "p", false, null, TimeProvider.System)
    {
        TakesCheckpoints = true,
    };

    /// <summary>What is wrong with the argument of a <c>$merge</c>.</summary>
    public static StageParsing Parse(string argument)
    {
        var parsing = new StageParsing();
        _ = new LocalConnector(null).ParseMerge(
            parsing.WholeStage("$merge", ExtendedJson.ParseLenient(argument)), Connection);
        return parsing;
    }

    /// <summary>The factory of a <c>$merge</c> that is sound.</summary>
    public ISinkFactory Factory(string argument)
    {
        var parsing = new StageParsing();
        var factory = Connector.ParseMerge(
            parsing.WholeStage("$merge", ExtendedJson.ParseLenient(argument)), Connection);
        Assert.Empty(parsing.Problems);
        return factory!;
    }

    /// <summary>The sink of a <c>$merge</c> that is sound.</summary>
    public ISink Sink(string argument) => Factory(argument).Create(Context);

    /// <summary>The sink of an <c>$emit</c> that is sound, through a connector; the one over the collections unless
    /// another is given.</summary>
    internal ISink EmitSink(string argument, IConnector? connector = null, ConnectionDefinition? connection = null)
    {
        var parsing = new StageParsing();
        var factory = (connector ?? Connector).ParseSink(
            parsing.Stage("$emit", ExtendedJson.ParseLenient(argument)), connection ?? Connection);
        Assert.Empty(parsing.Problems);
        return factory!.Create(Context);
    }

    /// <summary>Inserts documents into a collection of the database <c>d</c>.</summary>
    public async Task InsertAsync(string collection, params string[] documents)
    {
        await using var access = new LocalAccess("here", Collections);
        Assert.Empty(await access.InsertAsync(
            new CollectionNamespace("d", collection), [.. documents.Select(ExtendedJson.ParseLenient)], default));
    }

    /// <summary>The documents of a collection of the database <c>d</c>, in the order of their <c>_id</c>.</summary>
    public async Task<IReadOnlyList<BsonDocument>> ReadAsync(string collection = "c")
    {
        var cursor = Collections.OpenFind(new FindRequest(new CollectionNamespace("d", collection))
        {
            Sort = ExtendedJson.ParseLenient("{ _id: 1 }"),
        });
        List<BsonDocument> documents = [];
        while (!cursor.IsExhausted)
        {
            var batch = new CursorBatch(int.MaxValue);
            await cursor.ReadAsync(batch, TimeSpan.Zero, default);
            documents.AddRange(batch.Documents);
        }

        return documents;
    }

    /// <summary>The same as relaxed Extended JSON.</summary>
    public async Task<string> ShowAsync(string collection = "c") => string.Join(
        ' ',
        (await ReadAsync(collection)).Select(document => ExtendedJson.Format(BsonValue.FromDocument(document))));

    /// <summary>Adds a unique index.</summary>
    public Task<LocalCollection> AddUniqueIndexAsync(string collection, string key) => Collections.WriteAsync(
        transaction => transaction.AddIndex(
            transaction.FindOrCreate(new CollectionNamespace("d", collection)),
            IndexSpec.Read(ExtendedJson.ParseLenient($"{{ key: {key}, name: 'u', unique: true }}"))),
        default).AsTask();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Collections.DisposeAsync();
        _folder.Dispose();
    }
}
