using WireSP.Bson;

namespace WireSP.Streaming.Checkpoints;

/// <summary>
/// Where frozen state goes: what is small as elements of the checkpoint's own document, what is large as segments,
/// which later checkpoints refer to as long as it does not change.
/// </summary>
/// <param name="elements">The open document of the state at hand.</param>
/// <param name="pack">Receives the segments.</param>
internal sealed class StateWriter(BsonWriter elements, CheckpointPack pack)
{
    /// <summary>Takes elements.</summary>
    public BsonWriter Elements => elements;

    /// <summary>Whether the segment at hand is large enough to be followed by another.</summary>
    public bool IsSegmentFull => pack.IsSegmentFull;

    /// <summary>Begins a segment.</summary>
    /// <returns>Takes its elements.</returns>
    public BsonWriter BeginSegment() => pack.Begin();

    /// <summary>Ends the segment that was begun.</summary>
    public StateSegment EndSegment() => pack.End();

    /// <summary>Writes an element that names segments, which makes them part of the checkpoint.</summary>
    public void WriteSegments(IReadOnlyList<StateSegment> segments)
    {
        var array = elements.BeginArray("segments"u8);
        for (var i = 0; i < segments.Count; i++)
        {
            elements.WriteHeader(BsonType.Int32, i);
            elements.WriteRawInt32(pack.Use(segments[i]));
        }

        elements.End(array);
    }
}
