using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Expressions;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Finds out which writes a transaction would refuse, by small transactions that are given up. Each write is tried
/// without most of the others, so only those that are certain nevertheless are told. Blocks.
/// </summary>
internal sealed class MongoRefusalSearch(
    MongoClient client, MergePlan plan, MongoCommitAttempt attempt, CancellationToken cancellationToken)
{
    private const int DuplicateKeyCode = 11000;
    private const int PartMax = 100;
    private const int HoldersMax = 10;

    private readonly Dictionary<CollectionNamespace, MongoMergeKey> _keys = [];

    // Writes of one key depend on each other, so all of them are in one part.
    private readonly Dictionary<(CollectionNamespace Into, string Key), List<int>> _partOfKey = [];
    private readonly Dictionary<int, string> _keyOf = [];
    private IReadOnlyList<MergeWrite> _writes = [];

    /// <summary>Finds them.</summary>
    /// <returns>What would be refused, in rising order; less when the cluster fails meanwhile.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="Streaming.StreamProcessorException">Somebody else has taken the mark over.</exception>
    public IReadOnlyList<WriteFailure> Find(IReadOnlyList<MergeWrite> writes)
    {
        _writes = writes;
        List<WriteFailure> found = [];
        try
        {
            foreach (var part in Split())
            {
                Search(part, found);
            }
        }
        catch (MongoException)
        {
            // What has been found is true all the same, and the transaction that follows tells of the failure.
        }

        found.Sort(static (left, right) => left.Index.CompareTo(right.Index));
        return found;
    }

    private List<List<int>> Split()
    {
        List<List<int>> parts = [];
        for (var i = 0; i < _writes.Count; i++)
        {
            if (KeyOf(i) is not { } key)
            {
                continue;
            }

            if (!_partOfKey.TryGetValue((_writes[i].Into, key), out var part))
            {
                if (parts.Count == 0 || parts[^1].Count >= PartMax)
                {
                    parts.Add([]);
                }

                part = parts[^1];
                _partOfKey.Add((_writes[i].Into, key), part);
            }

            _keyOf.Add(i, key);
            part.Add(i);
        }

        return parts;
    }

    // Null where there is none, of which every transaction tells before it begins.
    private string? KeyOf(int index)
    {
        var write = _writes[index];
        try
        {
            var key = Key(write.Into);
            return key.IsGiven(write.Document) ? $"given to {index}" : key.Of(write.Document);
        }
        catch (EvaluationException)
        {
            return null;
        }
    }

    private MongoMergeKey Key(in CollectionNamespace name)
    {
        if (!_keys.TryGetValue(name, out var key))
        {
            key = MongoMergeKey.For(plan, name);
            _keys.Add(name, key);
        }

        return key;
    }

    private void Search(List<int> part, List<WriteFailure> found)
    {
        while (part.Count > 0 && Try([.. part.Select(index => _writes[index])]) is { Count: > 0 } refusals)
        {
            int[] tried = [.. part];
            foreach (var refusal in refusals)
            {
                var index = tried[refusal.Index];
                if (IsCertain(refusal, _writes[index].Into))
                {
                    found.Add(refusal.ToWriteFailure() with { Index = index });
                    _ = part.Remove(index);
                }
                else
                {
                    // Those of the same key may depend on what becomes of it.
                    _ = part.RemoveAll(other => _keyOf[other] == _keyOf[index]);
                }
            }
        }
    }

    private IReadOnlyList<MongoRefusal> Try(IReadOnlyList<MergeWrite> writes)
    {
        var transaction = new MongoTransaction(client, cancellationToken);
        try
        {
            attempt.Hold(transaction);
            var failures = new MongoMerge(transaction, plan).Run(writes);
            transaction.Abort();
            return [.. failures.Select(static failure => new MongoRefusal(
                failure.Index, new MongoException(MongoErrorDomain.None, failure.Code, failure.Message, default)))];
        }
        catch (MongoRefusedException refused)
        {
            transaction.Abort();
            return refused.Refusals;
        }
        catch (Exception failure)
        {
            transaction.Abort(failure);
            throw;
        }
    }

    // Whether a value is taken depends on other documents: on none of these writes only if no write is for their keys.
    private bool IsCertain(in MongoRefusal refusal, in CollectionNamespace name)
    {
        if (refusal.Failure.Code != DuplicateKeyCode)
        {
            return true;
        }

        if (refusal.Failure.Reply["keyValue"] is not { Type: BsonType.Document } values)
        {
            return false;
        }

        var filter = new BsonDocumentBuilder();
        foreach (var value in values.AsDocument)
        {
            filter.Add(value.Name, new BsonDocumentBuilder { { "$eq", value.Value } }.ToDocument());
        }

        var find = MongoQueries.Find(new FindRequest(name) { Filter = filter.ToDocument(), Limit = HoldersMax });
        var holders = new MongoWriter(client, cancellationToken).Read(name.Database, find)["cursor"]
            .AsDocument["firstBatch"].AsArray;
        var count = 0;
        foreach (var holder in holders)
        {
            count++;
            if (IsWritten(name, holder.AsDocument))
            {
                return false;
            }
        }

        return count is > 0 and < HoldersMax;
    }

    private bool IsWritten(in CollectionNamespace name, BsonDocument document)
    {
        try
        {
            return _partOfKey.ContainsKey((name, Key(name).Of(document)));
        }
        catch (EvaluationException)
        {
            // Without a whole key it is none that could be merged into.
            return false;
        }
    }
}
