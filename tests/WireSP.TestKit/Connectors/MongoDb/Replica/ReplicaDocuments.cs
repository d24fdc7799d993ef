using System.Collections.Immutable;
using System.Text;
using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Expressions.Updates;
using WireSP.Wire.Commands;

namespace WireSP.TestKit.Connectors.MongoDb.Replica;

/// <summary>The documents and collections of a replica set. Used by one command at a time.</summary>
internal sealed class ReplicaDocuments
{
    private readonly UpdateContext _context = new(TimeProvider.System);
    private readonly List<(string Collection, string Path)> _unique = [];
    private ImmutableDictionary<ReplicaKey, BsonDocument>? _ofMajority;

    /// <summary>The documents that are committed.</summary>
    public ImmutableDictionary<ReplicaKey, BsonDocument> Current { get; private set; } =
        ImmutableDictionary<ReplicaKey, BsonDocument>.Empty;

    /// <summary>Full names of the collections.</summary>
    public HashSet<string> Collections { get; } = new(StringComparer.Ordinal);

    /// <summary>Refuses two documents with one value at a path.</summary>
    public void AddUnique(string collection, string path) => _unique.Add((collection, path));

    /// <summary>Paths of a collection's unique indexes.</summary>
    public IEnumerable<string> UniqueOf(string collection) =>
        _unique.Where(index => index.Collection == collection).Select(index => index.Path);

    /// <summary>Makes what a transaction has written visible.</summary>
    public void Apply(ReplicaTransaction transaction)
    {
        foreach (var (key, document) in transaction.Changes)
        {
            Current = document is { } written ? Current.SetItem(key, written) : Current.Remove(key);
        }
    }

    /// <summary>Makes what follows a state that only this member has.</summary>
    public void LeaveMajority() => _ofMajority ??= Current;

    /// <summary>Gives everything to the other members.</summary>
    public void JoinMajority() => _ofMajority = null;

    /// <summary>Takes back what the other members have not got.</summary>
    public void FailOver()
    {
        Current = _ofMajority ?? Current;
        _ofMajority = null;
    }

    /// <summary>The documents of a collection that match, in no order.</summary>
    public static IReadOnlyList<KeyValuePair<ReplicaKey, BsonDocument>> Find(
        ReplicaTransaction view, string collection, BsonDocument filter)
    {
        var compiled = DocumentFilter.Compile(filter, TimeProvider.System);
        return [.. view.FindAll(collection).Where(found => compiled.Matches(found.Value))];
    }

    /// <summary>Puts a new document in.</summary>
    public void Insert(
        ReplicaTransaction view, string collection, BsonDocument document, IEnumerable<ReplicaTransaction> others)
    {
        var whole = document["_id"].IsMissing ? WithId(document) : document.Copy();
        var key = KeyOf(collection, whole);
        if (view.Find(key) is not null)
        {
            throw Duplicate(collection, "_id", whole["_id"]);
        }

        Write(view, key, whole, others);
    }

    /// <summary>Changes the first document that matches.</summary>
    /// <returns>How many documents matched or were made.</returns>
    public int Update(
        ReplicaTransaction view, string collection, BsonDocument statement, IEnumerable<ReplicaTransaction> others)
    {
        var query = statement["q"].AsDocument;
        var found = Find(view, collection, query);
        var isUpsert = statement["upsert"] is { Type: BsonType.Boolean, AsBoolean: true };
        if (found.Count == 0 && !isUpsert)
        {
            return 0;
        }

        List<string> names = [];
        List<BsonValue> values = [];
        foreach (var constant in statement["c"].IsMissing ? BsonDocument.Empty : statement["c"].AsDocument)
        {
            names.Add(constant.Name);
            values.Add(constant.Value);
        }

        var operation = UpdateCompiler.Compile(statement["u"], default, names);
        _context.Variables = values;
        _context.IsInsert = found.Count == 0;
        var before = found.Count == 0 ? UpsertDocument.Of(query) : found[0].Value;
        var after = operation.Apply(before, _context).Copy();
        after = after["_id"].IsMissing ? WithId(after) : after;
        Write(view, found.Count == 0 ? KeyOf(collection, after) : found[0].Key, after, others);
        return 1;
    }

    /// <summary>Deletes the first document that matches, or all of them where the statement has no limit.</summary>
    /// <returns>How many there were.</returns>
    public int Delete(
        ReplicaTransaction view, string collection, BsonDocument statement, IEnumerable<ReplicaTransaction> others)
    {
        var limit = statement["limit"].AsInt32 == 0 ? int.MaxValue : 1;
        var count = 0;
        foreach (var (key, _) in Find(view, collection, statement["q"].AsDocument).Take(limit))
        {
            view.Write(key, null, Current, others);
            count++;
        }

        return count;
    }

    private static ReplicaKey KeyOf(string collection, BsonDocument document) =>
        new(collection, Encoding.Latin1.GetString(BsonKey.Of(document["_id"])));

    private static MongoCommandException Duplicate(string collection, string path, BsonValue value) => new(
        ErrorCode.DuplicateKey, $"E11000 duplicate key error collection: {collection} index: {path}_")
    {
        ExtraFields = new BsonDocumentBuilder
        {
            { "keyPattern", new BsonDocumentBuilder { { path, 1 } }.ToDocument() },
            { "keyValue", new BsonDocumentBuilder { { path, value } }.ToDocument() },
        }.ToDocument(),
    };

    private static BsonDocument WithId(BsonDocument document)
    {
        var whole = new BsonDocumentBuilder { { "_id", ObjectId.New(TimeProvider.System) } };
        whole.AddRange(document);
        return whole.ToDocument();
    }

    private void Write(
        ReplicaTransaction view, ReplicaKey key, BsonDocument document, IEnumerable<ReplicaTransaction> others)
    {
        foreach (var path in UniqueOf(key.Collection))
        {
            if (view.FindAll(key.Collection).Any(
                other => other.Key != key && BsonValueComparer.Equals(other.Value[path], document[path])))
            {
                throw Duplicate(key.Collection, path, document[path]);
            }
        }

        view.Write(key, document, Current, others);
    }
}
