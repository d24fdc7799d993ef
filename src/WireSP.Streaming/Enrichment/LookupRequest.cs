using WireSP.Bson;

namespace WireSP.Streaming.Enrichment;

/// <summary>What a lookup asks of a collection for each document.</summary>
/// <param name="Database">The collection's database.</param>
/// <param name="Collection">The collection.</param>
public sealed record LookupRequest(string Database, string Collection)
{
    /// <summary>Path in the document; null without equality.</summary>
    public string? LocalField { get; init; }

    /// <summary>Path in the collection's documents; null without equality.</summary>
    public string? ForeignField { get; init; }

    /// <summary>Stages over the collection's documents; null without any.</summary>
    public BsonArray? Pipeline { get; init; }

    /// <summary>Names of the variables that the stages may use; a batch has their values in this order.</summary>
    public IReadOnlyList<string> VariableNames { get; init; } = [];

    /// <summary>Most queries at a time.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>The cache of answers; null without one.</summary>
    public LookupCache? Cache { get; init; }
}
