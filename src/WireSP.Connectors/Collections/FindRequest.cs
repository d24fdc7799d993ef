using WireSP.Bson;

namespace WireSP.Connectors.Collections;

/// <summary>What to find.</summary>
/// <param name="Name">The collection.</param>
public sealed record FindRequest(CollectionNamespace Name)
{
    /// <summary>Which documents.</summary>
    public BsonDocument Filter { get; init; }

    /// <summary>In which order; null for any.</summary>
    public BsonDocument? Sort { get; init; }

    /// <summary>Which of their fields; null for all.</summary>
    public BsonDocument? Projection { get; init; }

    /// <summary>Documents to leave out at the beginning.</summary>
    public long Skip { get; init; }

    /// <summary>Most documents; 0 for all.</summary>
    public long Limit { get; init; }

    /// <summary>Whether the order of insertion is asked for where no other is.</summary>
    public bool IsNatural { get; init; }
}
