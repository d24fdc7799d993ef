using System.Collections.Immutable;
using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.TestKit.Connectors.MongoDb.Replica;

/// <summary>
/// What one transaction sees and has written: the documents as they were when it began, and its own changes.
/// </summary>
/// <param name="snapshot">The documents.</param>
internal sealed class ReplicaTransaction(ImmutableDictionary<ReplicaKey, BsonDocument> snapshot)
{
    /// <summary>When it began, by the clock of its limit.</summary>
    public long Begin { get; init; }

    /// <summary>What it has written; null for what it has deleted.</summary>
    public Dictionary<ReplicaKey, BsonDocument?> Changes { get; } = [];

    /// <summary>The document at a place as the transaction sees it; null when there is none.</summary>
    public BsonDocument? Find(ReplicaKey key) =>
        Changes.TryGetValue(key, out var changed) ? changed : Original(key);

    /// <summary>The documents of a collection as the transaction sees them.</summary>
    public IEnumerable<KeyValuePair<ReplicaKey, BsonDocument>> FindAll(string collection)
    {
        foreach (var (key, document) in snapshot)
        {
            if (key.Collection == collection && !Changes.ContainsKey(key))
            {
                yield return KeyValuePair.Create(key, document);
            }
        }

        foreach (var (key, document) in Changes)
        {
            if (key.Collection == collection && document is { } written)
            {
                yield return KeyValuePair.Create(key, written);
            }
        }
    }

    /// <summary>Writes a document, or deletes it.</summary>
    /// <param name="key">Its place.</param>
    /// <param name="document">The document; null to delete it.</param>
    /// <param name="current">The documents as they are now.</param>
    /// <param name="others">The transactions that are under way.</param>
    /// <exception cref="MongoCommandException">Somebody else has written it since the transaction began.</exception>
    public void Write(
        ReplicaKey key,
        BsonDocument? document,
        ImmutableDictionary<ReplicaKey, BsonDocument> current,
        IEnumerable<ReplicaTransaction> others)
    {
        BsonDocument? now = current.TryGetValue(key, out var found) ? found : null;
        var isTaken = others.Any(other => other != this && other.Changes.ContainsKey(key));
        if (isTaken || !ReferenceEquals(now?.Buffer, Original(key)?.Buffer))
        {
            throw new MongoCommandException(
                ErrorCode.WriteConflict,
                "Caused by :: Write conflict during plan execution and yielding is disabled. Please retry your "
                    + "operation or multi-document transaction.")
            {
                ErrorLabels = [ReplicaSessions.TransientLabel],
            };
        }

        Changes[key] = document;
    }

    private BsonDocument? Original(ReplicaKey key) => snapshot.TryGetValue(key, out var found) ? found : null;
}
