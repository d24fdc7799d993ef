using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// What can be merged into one collection by inserts, then updates, then deletes. A document whose key stands further
/// back already begins the next round.
/// </summary>
internal sealed class MongoMergeRound(
    IMongoWriter writer, MergePlan plan, CollectionNamespace name, List<WriteFailure> failures)
{
    private const int DuplicateKeyCode = 11000;

    private readonly MongoWriteBatch _inserts = new(writer, name, MongoWriteKind.Insert);
    private readonly MongoWriteBatch _updates = new(writer, name, MongoWriteKind.Update);
    private readonly MongoWriteBatch _deletes = new(writer, name, MongoWriteKind.Delete);

    // What a key has come to, and whether a document of that key is certain to be there by then.
    private readonly Dictionary<string, (MongoWriteKind Kind, bool IsThere)> _keys = new(StringComparer.Ordinal);
    private readonly List<MongoStatement> _unknown = [];
    private readonly List<MongoStatement> _changes = [];
    private readonly List<MongoStatement> _postponed = [];

    /// <summary>By which documents belong together.</summary>
    public MongoMergeKey Key { get; } = MongoMergeKey.For(plan, name);

    /// <summary>A document that the server gives an <c>_id</c>: no other can belong to it.</summary>
    public void AddNew(int index, in MergeWrite write)
    {
        if (write.IsInserted)
        {
            _inserts.Insert(index, write.Document);
        }
    }

    /// <summary>An update, or an upsert by <c>$set</c>, <c>$setOnInsert</c> or replacement.</summary>
    public void AddUpdate(MongoStatement statement)
    {
        if (_keys.TryGetValue(statement.Key, out var known) && known.Kind == MongoWriteKind.Delete)
        {
            Flush();
            known = default;
        }

        _keys[statement.Key] = (MongoWriteKind.Update, known.IsThere || statement.Write.IsInserted);
        _changes.Add(statement);
    }

    /// <summary>A delete.</summary>
    public void AddDelete(MongoStatement statement)
    {
        _keys[statement.Key] = (MongoWriteKind.Delete, false);
        _deletes.Delete(statement.Index, statement.Query);
    }

    /// <summary>A pipeline over the document that is there, or else the new one as it is.</summary>
    public void AddPipelineOrNew(MongoStatement statement)
    {
        if (_keys.TryGetValue(statement.Key, out var known))
        {
            if (known.IsThere)
            {
                _changes.Add(statement);
                return;
            }

            Flush();
        }

        _keys[statement.Key] = (MongoWriteKind.Update, true);
        _unknown.Add(statement);
        _changes.Add(statement);
    }

    /// <summary>A delete, or an insert where there is nothing to delete: only the server's answer tells.</summary>
    public void DeleteOrInsert(MongoStatement statement)
    {
        Flush();
        _deletes.Delete(statement.Index, statement.Query);
        Fail(_deletes.Flush(out var deleted));
        if (deleted == 0)
        {
            _inserts.Insert(statement.Index, statement.Write.Document);
            Fail(_inserts.Flush(out _));
        }
    }

    /// <summary>Sends everything.</summary>
    /// <exception cref="MongoException">The cluster is not reached, or refuses everything.</exception>
    public void Flush()
    {
        do
        {
            InsertUnknown();
            foreach (var statement in _changes)
            {
                _updates.Update(statement.Index, statement.Query, new MongoUpdate(plan, statement.Write));
            }

            Fail(_updates.Flush(out _));
            Fail(_deletes.Flush(out _));
            _changes.Clear();
            _unknown.Clear();
            _keys.Clear();
            MongoStatement[] postponed = [.. _postponed];
            _postponed.Clear();
            Array.ForEach(postponed, AddPipelineOrNew);
        }
        while (_changes.Count > 0);
    }

    // Inserts the documents that are not there and takes them out of the changes.
    private void InsertUnknown()
    {
        var there = _unknown.Count > 0 ? Search(_unknown) : [];
        var inserted = new Dictionary<int, MongoStatement>();
        foreach (var statement in _unknown)
        {
            if (!there.Contains(statement.Key))
            {
                _inserts.Insert(statement.Index, statement.Write.Document);
                inserted.Add(statement.Index, statement);
            }
        }

        foreach (var refusal in _inserts.Flush(out _))
        {
            if (inserted.TryGetValue(refusal.Index, out var late) && IsOfKey(refusal.Failure, late))
            {
                // Somebody else was faster: the document is there now, and the pipeline is for it.
                _ = inserted.Remove(refusal.Index);
                continue;
            }

            failures.Add(refusal.ToWriteFailure());
            if (inserted.TryGetValue(refusal.Index, out var statement))
            {
                Postpone(statement);
            }
        }

        _ = _changes.RemoveAll(statement => inserted.ContainsKey(statement.Index));
    }

    // Those behind a refused insert counted on it: the next of them is the one that may be inserted.
    private void Postpone(MongoStatement refused)
    {
        bool IsBehind(MongoStatement statement) =>
            statement.Index > refused.Index && statement.Write.IsInserted && statement.Key == refused.Key;
        _postponed.AddRange(_changes.Where(IsBehind));
        _ = _changes.RemoveAll(IsBehind);
    }

    private HashSet<string> Search(IReadOnlyList<MongoStatement> statements) =>
        new MongoKeySearch(writer, Key, name).Find(statements);

    private bool IsOfKey(MongoException failure, MongoStatement statement)
    {
        if (failure.Code != DuplicateKeyCode || failure.Reply["keyPattern"] is not { Type: BsonType.Document } pattern)
        {
            return false;
        }

        var names = new List<string>();
        foreach (var element in pattern.AsDocument)
        {
            names.Add(element.Name);
        }

        // A shard has no unique index on the shard key and _id: by its one on _id it refuses other documents, too.
        return names is ["_id"] && plan.ShardKeys.ContainsKey(name)
            ? Search([statement]).Count > 0
            : names.Count == Key.Paths.Count && names.TrueForAll(Key.Paths.Contains);
    }

    private void Fail(IReadOnlyList<MongoRefusal> refused)
    {
        foreach (var refusal in refused)
        {
            failures.Add(refusal.ToWriteFailure());
        }
    }
}
