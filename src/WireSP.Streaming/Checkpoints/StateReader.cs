using WireSP.Bson;

namespace WireSP.Streaming.Checkpoints;

/// <summary>The segments of a checkpoint that is being restored. Each is given once, then let go.</summary>
/// <param name="segments">The segments in the checkpoint's order.</param>
internal sealed class StateReader(BsonDocument[] segments)
{
    /// <summary>For state that was written without segments.</summary>
    public static StateReader None { get; } = new([]);

    /// <summary>Takes the segments that a state names, in order; none when it names none.</summary>
    /// <exception cref="InvalidDataException">The checkpoint has no such segment.</exception>
    public IEnumerable<BsonDocument> Take(BsonDocument state)
    {
        if (state["segments"] is not { Type: BsonType.Array } named)
        {
            yield break;
        }

        foreach (var value in named.AsArray)
        {
            var index = value.AsInt32;
            if ((uint)index >= (uint)segments.Length)
            {
                throw new InvalidDataException($"there is no segment {index}");
            }

            var segment = segments[index];
            segments[index] = BsonDocument.Empty;
            yield return segment;
        }
    }
}
