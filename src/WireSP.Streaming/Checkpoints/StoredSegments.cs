using WireSP.Bson;

namespace WireSP.Streaming.Checkpoints;

/// <summary>
/// The segments that hold one state as the latest checkpoint has it: first all of it, then what has changed since, time
/// after time. Asked when the state is frozen, and told when that was written, never both at once.
/// </summary>
internal sealed class StoredSegments
{
    // Beyond this, a small rest of a pack would keep all of the pack from being deleted, and a damaged one would be
    // part of too many checkpoints.
    private const int UsesMax = 100;

    private readonly List<StateSegment> _segments = [];
    private long _wholeRows;
    private long _changedRows;
    private int _uses;

    /// <summary>
    /// Whether all rows have to be written, and not only the changed ones: nothing was written yet, or so much has
    /// changed since that reading it back would take too long.
    /// </summary>
    /// <param name="changedRows">Rows that changed since they were written.</param>
    public bool WantsAll(long changedRows) =>
        _segments.Count == 0 || (_changedRows + changedRows) * 2 > _wholeRows || _uses >= UsesMax;

    /// <summary>Begins with all rows.</summary>
    public void BeginWhole(long rows)
    {
        _segments.Clear();
        _wholeRows = rows;
        _changedRows = 0;
        _uses = 0;
    }

    /// <summary>Goes on with changed rows.</summary>
    public void BeginChanged(long rows) => _changedRows += rows;

    /// <summary>Adds a segment that was written.</summary>
    public void Add(in StateSegment segment) => _segments.Add(segment);

    /// <summary>Names the segments in a checkpoint.</summary>
    public void WriteTo(StateWriter state)
    {
        _uses++;
        state.WriteSegments(_segments);
        state.Elements.WriteInt64("wholeRows"u8, _wholeRows);
        state.Elements.WriteInt64("changedRows"u8, _changedRows);
        state.Elements.WriteInt32("uses"u8, _uses);
    }

    /// <summary>
    /// Goes on with what <see cref="WriteTo"/> named; with none where a release wrote it that did not say the rest.
    /// </summary>
    public void Restore(BsonDocument state, StateReader segments)
    {
        _segments.Clear();
        if (state["uses"].Type == BsonType.Int32)
        {
            _segments.AddRange(segments.PlacesOf(state));
            _wholeRows = state["wholeRows"].AsInt64;
            _changedRows = state["changedRows"].AsInt64;
            _uses = state["uses"].AsInt32;
        }
    }

    /// <summary>Forgets them: the state is another one.</summary>
    public void Clear() => _segments.Clear();
}
