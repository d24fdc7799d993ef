using WireSP.Bson;
using WireSP.Streaming.Checkpoints;

namespace WireSP.TestKit.Streaming;

/// <summary>Writes what an operator chain has frozen, and reads its segments back.</summary>
internal static class FrozenChain
{
    /// <summary>Writes frozen state that refers to no earlier checkpoint.</summary>
    /// <returns>The state's document, and the segments that it names.</returns>
    public static (BsonDocument State, StateReader Segments) Write(
        Func<CheckpointPack, BsonDocument> frozen, long number)
    {
        ArgumentNullException.ThrowIfNull(frozen);
        var pack = new CheckpointPack(number);
        var state = frozen(pack);
        pack.Complete();
        return (state, ReadSegments(pack, [pack]));
    }

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
