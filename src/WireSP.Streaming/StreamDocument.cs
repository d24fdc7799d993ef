using WireSP.Bson;

namespace WireSP.Streaming;

/// <summary>
/// A document on its way through a task: a raw slice, its event time and where it came from. Valid until the batch it
/// is in is reused; an operator that keeps a document copies it.
/// </summary>
public readonly struct StreamDocument
{
    private readonly OriginTable? _origins;
    private readonly int _origin;

    /// <summary>Creates a document with an origin of its own; many share an <see cref="OriginTable"/>.</summary>
    public StreamDocument(BsonDocument body, long eventTimeMs, in DocumentOrigin origin)
        : this(body, eventTimeMs, new OriginTable(), 0) => _origins!.Add(origin);

    /// <summary>Creates a document.</summary>
    /// <param name="body">The document's bytes.</param>
    /// <param name="eventTimeMs">Event time, milliseconds since 1970-01-01 UTC.</param>
    /// <param name="origins">The table that its origin is in; null for an origin that nobody knows.</param>
    /// <param name="origin">Its origin's number in the table.</param>
    public StreamDocument(BsonDocument body, long eventTimeMs, OriginTable? origins, int origin)
    {
        Body = body;
        EventTimeMs = eventTimeMs;
        _origins = origins;
        _origin = origin;
    }

    /// <summary>The document's bytes.</summary>
    public BsonDocument Body { get; }

    /// <summary>Event time, milliseconds since 1970-01-01 UTC.</summary>
    public long EventTimeMs { get; }

    /// <summary>Where it came from.</summary>
    public DocumentOrigin Origin => _origins is null ? default : _origins[_origin];

    /// <summary>The source partition that it came from.</summary>
    public int Partition => _origins is null ? 0 : _origins.PartitionOf(_origin);

    internal OriginTable? Origins => _origins;

    internal int OriginNumber => _origin;

    /// <summary>The same document at another event time.</summary>
    public StreamDocument WithEventTime(long eventTimeMs) => new(Body, eventTimeMs, _origins, _origin);

    /// <summary>The same document with another body: what a stage made of it.</summary>
    public StreamDocument WithBody(BsonDocument body) => new(body, EventTimeMs, _origins, _origin);
}
