using WireSP.Bson;

namespace WireSP.Streaming.Simulation;

/// <summary>One document as a source would deliver it.</summary>
/// <param name="Body">The document, or the raw content of a record that is none.</param>
/// <param name="Source">The <c>source</c> part of its stream metadata.</param>
public sealed record SimulatedInput(BsonValue Body, BsonDocument Source)
{
    /// <summary>Number of the source partition that it comes from.</summary>
    public int Partition { get; init; }

    /// <summary>Its place in the partition.</summary>
    public long Position { get; init; }

    /// <summary>The source's own time for it; null for the time of its arrival.</summary>
    public long? TimestampMs { get; init; }

    /// <summary>Why the source cannot decode it; null when it can.</summary>
    public string? Refusal { get; init; }
}
