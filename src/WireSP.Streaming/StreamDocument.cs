using WireSP.Bson;

namespace WireSP.Streaming;

/// <summary>
/// A document on its way through a task: a raw slice, its event time and where it came from. Valid until the batch it
/// is in is reused; an operator that keeps a document copies it.
/// </summary>
/// <param name="body">The document's bytes.</param>
/// <param name="eventTimeMs">Event time, milliseconds since 1970-01-01 UTC.</param>
/// <param name="origin">Where it came from.</param>
public readonly struct StreamDocument(BsonDocument body, long eventTimeMs, in DocumentOrigin origin)
{
    private readonly DocumentOrigin _origin = origin;

    /// <summary>The document's bytes.</summary>
    public BsonDocument Body { get; } = body;

    /// <summary>Event time, milliseconds since 1970-01-01 UTC.</summary>
    public long EventTimeMs { get; } = eventTimeMs;

    /// <summary>Where it came from.</summary>
    public DocumentOrigin Origin => _origin;

    /// <summary>The source partition that it came from.</summary>
    public int Partition => _origin.Partition;

    /// <summary>The same document at another event time.</summary>
    public StreamDocument WithEventTime(long eventTimeMs) => new(Body, eventTimeMs, _origin);

    /// <summary>The same document with another body: what a stage made of it.</summary>
    public StreamDocument WithBody(BsonDocument body) => new(body, EventTimeMs, _origin);
}
