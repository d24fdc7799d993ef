using WireSP.Bson;
using WireSP.Streaming.Checkpoints;

namespace WireSP.TestKit.Streaming;

/// <summary>Reads back what an operator chain has frozen.</summary>
internal static class FrozenChain
{
    /// <summary>Reads the segments of a checkpoint out of the packs that hold them.</summary>
    public static StateReader ReadSegments(CheckpointPack checkpoint, IReadOnlyList<CheckpointPack> packs)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var segments = new BsonDocument[checkpoint.Segments.Count];
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = checkpoint.Segments[i];
            var bytes = packs.Single(pack => pack.Number == segment.Pack).ToArray();
            segments[i] = new BsonDocument(bytes, (int)segment.Offset, segment.Length);
        }

        return new StateReader(segments, checkpoint.Segments);
    }
}
