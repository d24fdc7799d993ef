using WireSP.Bson;

namespace WireSP.Streaming.Checkpoints;

/// <summary>What a checkpoint holds: where the source goes on, and the state of the operators at that place.</summary>
/// <param name="Definition">
/// What the state depends on: its field <c>state</c> is compared with the pipeline that would restore it.
/// </param>
/// <param name="Position">Where the source stood at the barrier; null when it had no position.</param>
/// <param name="Recompute">
/// Where a task without the state goes on instead: it reads again what open windows held. Null when nothing says so.
/// </param>
/// <param name="State">The operators' state; null in a checkpoint of positions alone.</param>
public sealed record CheckpointContent(
    BsonDocument Definition, BsonDocument? Position, BsonDocument? Recompute, BsonDocument? State)
{
    /// <summary>Where the large parts of the state are; the state names them by their places here.</summary>
    public IReadOnlyList<StateSegment> Segments { get; init; } = [];

    /// <summary>Bytes of the state, segments included.</summary>
    public long StateBytes => (State?.Length ?? 0) + SegmentBytes;

    /// <summary>Bytes of the segments.</summary>
    public long SegmentBytes
    {
        get
        {
            long bytes = 0;
            foreach (var segment in Segments)
            {
                bytes += segment.Length;
            }

            return bytes;
        }
    }

    /// <summary>Whether the state belongs to a pipeline of this definition.</summary>
    public bool HasStateOf(BsonDocument definition) =>
        State is not null && Identity(Definition).SequenceEqual(Identity(definition));

    private static ReadOnlySpan<byte> Identity(BsonDocument definition) =>
        definition["state"] is { Type: BsonType.Document } state ? state.AsDocument.Span : [];
}
