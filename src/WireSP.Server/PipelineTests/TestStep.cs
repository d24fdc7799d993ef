using WireSP.Bson;

namespace WireSP.Server.PipelineTests;

/// <summary>The clock moves to a time; then a document comes in, if there is one.</summary>
/// <param name="AtMs">The time, milliseconds since 1970-01-01 UTC.</param>
internal sealed record TestStep(long AtMs)
{
    /// <summary>The document; missing when only the clock moves.</summary>
    public BsonValue Document { get; init; }

    /// <summary>The text of a record that the source has to decode; null for a document.</summary>
    public string? Raw { get; init; }

    /// <summary>Number of the source partition.</summary>
    public int Partition { get; init; }

    /// <summary>The topic; null for the one that the pipeline names first.</summary>
    public string? Topic { get; init; }

    /// <summary>The record's key; missing for none.</summary>
    public BsonValue Key { get; init; }

    /// <summary>The record's headers: an object, or an array of <c>{k, v}</c>; missing for none.</summary>
    public BsonValue Headers { get; init; }

    /// <summary>The source's own time for the document; null for the time of its arrival.</summary>
    public long? TimestampMs { get; init; }

    /// <summary>Whether something comes in.</summary>
    public bool HasInput => Raw is not null || !Document.IsMissing;
}
