using System.Globalization;
using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.MongoDb;

namespace WireSP.TestKit.Connectors.MongoDb;

/// <summary>Collections that a test reaches over TCP by the C driver, in a database of its own.</summary>
public sealed class MongoTarget : IAsyncDisposable
{
    private static readonly MongoClientPools Pools = new(TimeProvider.System);
    private static int _count;

    /// <summary>Takes a database at a connection string; connects at the first use.</summary>
    public MongoTarget(string connectionString)
    {
        var number = Interlocked.Increment(ref _count).ToString(CultureInfo.InvariantCulture);
        Database = $"test_{Environment.ProcessId}_{number}";
        Access = Pools.Open(new MongoConnection("cluster0", connectionString));
    }

    /// <summary>The database.</summary>
    public string Database { get; }

    /// <summary>The collections.</summary>
    public ICollectionAccess Access { get; }

    /// <summary>A collection of the database.</summary>
    public CollectionNamespace Name(string collection) => new(Database, collection);

    /// <summary>Inserts documents, given as the shell writes them.</summary>
    public ValueTask<IReadOnlyList<WriteFailure>> InsertAsync(
        string collection, params IEnumerable<string> documents) => Access.InsertAsync(
        Name(collection), [.. documents.Select(text => ExtendedJson.ParseLenient(text))], CancellationToken.None);

    /// <summary>All documents of a collection in the order of their ids, as relaxed Extended JSON.</summary>
    public async Task<IReadOnlyList<string>> FindAsync(string collection)
    {
        var request = new FindRequest(Name(collection)) { Sort = ExtendedJson.ParseLenient("{ _id: 1 }") };
        return await ReadAllAsync(await Access.FindAsync(request, ReadPreference.Primary, CancellationToken.None));
    }

    /// <summary>Opens a change stream; options of <c>$changeStream</c> as the shell writes them.</summary>
    public ValueTask<ICollectionCursor> WatchAsync(string? collection, string options = "{}") => Access.WatchAsync(
        new ChangeStreamScope(Database, collection),
        ExtendedJson.ParseLenientValue($"[{{ $changeStream: {options} }}]").AsArray,
        ReadPreference.Primary,
        CancellationToken.None);

    /// <summary>Reads a cursor to its end.</summary>
    public static async Task<IReadOnlyList<string>> ReadAllAsync(ICollectionCursor cursor)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        List<string> found = [];
        await using (cursor)
        {
            while (!cursor.IsExhausted)
            {
                found.AddRange(await ReadAsync(cursor, documentsMax: 1_000));
            }
        }

        return found;
    }

    /// <summary>Reads a batch of a cursor, as relaxed Extended JSON.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(ICollectionCursor cursor, int documentsMax = 100)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        var batch = new CursorBatch(documentsMax);
        await cursor.ReadAsync(batch, TimeSpan.FromSeconds(1), CancellationToken.None);
        return [.. batch.Documents.Select(document => ExtendedJson.Format(document))];
    }

    /// <summary>Merges documents by <c>_id</c> in one mode, inserting where none is.</summary>
    public ValueTask<IReadOnlyList<WriteFailure>> MergeAsync(
        string collection, MergeMode mode, params IEnumerable<string> documents) => Access.MergeAsync(
        new MergePlan(["_id"]),
        [.. documents.Select(text => new MergeWrite(
            Name(collection), ExtendedJson.ParseLenient(text), mode, IsInserted: true))],
        CancellationToken.None);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Access.DisposeAsync();
}
