using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Changes;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local;

/// <summary>
/// Reads and writes of one operation, on the writer's thread: it sees everything before it, and nobody sees it before
/// it is on disk. Every change of a document records itself in the history.
/// </summary>
public sealed partial class LocalTransaction
{
    private readonly SqliteSession _session;
    private readonly LocalStore _store;
    private readonly BsonWriter _scratch = new();

    internal LocalTransaction(SqliteSession session, LocalStore store)
    {
        _session = session;
        _store = store;
        Catalog = store.Catalog;
        LastTime = store.History.LastTime;
        HistoryBytes = store.History.Bytes;
        PrunedThrough = store.History.PrunedThrough;
    }

    /// <summary>The clock of the collections.</summary>
    public TimeProvider Clock => _store.Clock;

    /// <summary>Bytes written so far.</summary>
    public long WrittenBytes { get; private set; }

    /// <summary>The time of the last change.</summary>
    public ulong LastTime { get; private set; }

    internal LocalCatalog Catalog { get; set; }

    internal long HistoryBytes { get; private set; }

    internal ulong PrunedThrough { get; private set; }

    internal SqliteSession Session => _session;

    /// <summary>The collection of that name; null when there is none.</summary>
    public LocalCollection? Find(CollectionNamespace name) => Catalog.Find(name);

    /// <summary>The collection of that name, made when there is none.</summary>
    /// <exception cref="CollectionException">Nobody may write to that name.</exception>
    public LocalCollection FindOrCreate(CollectionNamespace name)
    {
        NamespaceRules.CheckWritable(name);
        return Catalog.Find(name) ?? Create(name, BsonDocument.Empty);
    }

    /// <summary>Adds a document.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="document">With its <c>_id</c> first, as <see cref="DocumentRules"/> makes it.</param>
    /// <exception cref="CollectionException">A unique index refuses it, or it is no measurement where one is expected.
    /// </exception>
    public void Insert(LocalCollection collection, BsonDocument document)
    {
        ArgumentNullException.ThrowIfNull(collection);
        var id = document["_id"];
        if (collection.TimeSeries is { } series)
        {
            if (series.FindProblem(document) is { } problem)
            {
                throw CollectionErrors.BadValue(problem);
            }

            // A measurement that is written again because its acknowledgement was lost is the same, byte for byte.
            if (FindById(collection, id) is { } same && same.Body.Span.SequenceEqual(document.Span))
            {
                return;
            }
        }

        var keys = new UniqueKeys(_session, collection);
        keys.CheckNew(document, record: 0);
        try
        {
            _session.Prepare($"INSERT INTO {collection.Table} (key, body) VALUES (?1, ?2)")
                .Bind(1, KeyOf(id))
                .Bind(2, document.Span)
                .Run();
        }
        catch (SqliteFailure failure) when (failure.Code == SQLitePCL.raw.SQLITE_CONSTRAINT)
        {
            throw CollectionErrors.Duplicate(collection.Name, LocalIndex.OfIds, KeyDocument(id));
        }

        keys.Add(document, _session.LastRowId);
        Record(collection, ChangeKind.Insert, ChangeDocument.Of(id, document), default, default);
    }

    /// <summary>Puts a changed document in the place of one that was read in this transaction.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="before">As it was.</param>
    /// <param name="after">As it is to be, with the same <c>_id</c>.</param>
    /// <param name="isReplacement">Whether the user gave the whole document; else the differences are recorded.</param>
    /// <exception cref="CollectionException">A unique index refuses it.</exception>
    public void Update(LocalCollection collection, in StoredDocument before, BsonDocument after, bool isReplacement)
    {
        ArgumentNullException.ThrowIfNull(collection);
        var keys = new UniqueKeys(_session, collection);
        keys.CheckNew(after, before.Record);
        keys.Remove(before.Body);
        _session.Prepare($"UPDATE {collection.Table} SET body = ?2 WHERE record = ?1")
            .Bind(1, before.Record)
            .Bind(2, after.Span)
            .Run();
        keys.Add(after, before.Record);
        var change = isReplacement
            ? ChangeDocument.Of(before.Id, after)
            : ChangeDocument.OfUpdate(before.Id, before.Body, after);
        Record(
            collection, isReplacement ? ChangeKind.Replace : ChangeKind.Update, change, before.Body, after);
    }

    /// <summary>Takes away a document that was read in this transaction.</summary>
    public void Delete(LocalCollection collection, in StoredDocument document)
    {
        ArgumentNullException.ThrowIfNull(collection);
        new UniqueKeys(_session, collection).Remove(document.Body);
        _session.Prepare($"DELETE FROM {collection.Table} WHERE record = ?1").Bind(1, document.Record).Run();
        Record(
            collection, ChangeKind.Delete, ChangeDocument.Of(document.Id, default), document.Body, default);
    }

    /// <summary>The documents that a query matches; read while this transaction changes nothing.</summary>
    public IEnumerable<StoredDocument> Scan(
        LocalCollection collection, DocumentFilter filter, ScanOrder order = default)
    {
        ArgumentNullException.ThrowIfNull(collection);
        ArgumentNullException.ThrowIfNull(filter);
        return ScanWriting(new DocumentScan(collection, filter, order));
    }

    // Reads a number of documents ahead, because a table must not change under a walk over it.
    private IEnumerable<StoredDocument> ScanWriting(DocumentScan scan)
    {
        var ahead = new List<StoredDocument>();
        do
        {
            ahead.Clear();
            scan.Attach(_session);
            try
            {
                while (ahead.Count < LocalLimits.WriteScanDocuments && scan.MoveNext())
                {
                    ahead.Add(scan.Current);
                }
            }
            finally
            {
                scan.Detach();
            }

            foreach (var document in ahead)
            {
                yield return document;
            }
        }
        while (ahead.Count == LocalLimits.WriteScanDocuments);
    }

    private ReadOnlySpan<byte> KeyOf(in BsonValue id)
    {
        _scratch.Reset();
        BsonKey.Append(_scratch, id);
        return _scratch.Written;
    }

    private static BsonDocument KeyDocument(in BsonValue id) => new BsonDocumentBuilder { { "_id", id } }.ToDocument();
}
