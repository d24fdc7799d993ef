using WireSP.Bson;

namespace WireSP.Streaming.Checkpoints;

/// <summary>The segments of a checkpoint that is being restored. Each is given once, then let go.</summary>
/// <param name="segments">The segments in the checkpoint's order.</param>
/// <param name="places">Where each of them is; null when later checkpoints are not to refer to them.</param>
internal sealed class StateReader(BsonDocument[] segments, IReadOnlyList<StateSegment>? places = null)
{
    /// <summary>For state that was written without segments.</summary>
    public static StateReader None { get; } = new([]);

    /// <summary>Where the segments are that a state names; none when nobody is to refer to them.</summary>
    public IEnumerable<StateSegment> PlacesOf(BsonDocument state)
    {
        if (places is null || state["segments"] is not { Type: BsonType.Array } named)
        {
            yield break;
        }

        foreach (var value in named.AsArray)
        {
            yield return places[value.AsInt32];
        }
    }

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
