using WireSP.Bson;

namespace WireSP.TestKit.Connectors.MongoDb.Replica;

/// <summary>What a server knows of one session.</summary>
internal sealed class ReplicaSession
{
    /// <summary>The greatest number that was used.</summary>
    public long Number { get; set; } = -1;

    /// <summary>The transaction under way; null when there is none.</summary>
    public ReplicaTransaction? Open { get; set; }

    /// <summary>Whether the transaction of the number was committed.</summary>
    public bool IsCommitted { get; set; }

    /// <summary>The answer to the retried write of the number; null when it was none.</summary>
    public BsonDocument? Answer { get; set; }
}
