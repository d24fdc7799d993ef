using WireSP.Bson;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Which sessions have changed since they were frozen last. Told before each change: the first one of a session takes
/// down what was frozen of it and is not yet written.
/// </summary>
/// <param name="writeRow">Writes a session as elements.</param>
internal sealed class SessionChanges(Action<Session, BsonWriter> writeRow)
{
    private readonly StoredSegments _stored = new();
    private List<Session> _changed = [];
    private List<long> _gone = [];
    private FrozenSessions? _frozen;
    private bool _frozenAll;
    private long _frozenEnd;
    private int _stretch = 1;

    // Whether what changes is noted: without checkpoints, which is for ever where there are none, it would only grow.
    private bool _notes;

    /// <summary>Says that a session is about to change.</summary>
    public void Touch(Session session)
    {
        if (session.ChangedIn == _stretch)
        {
            return;
        }

        if (_frozen is { } frozen && (_frozenAll ? session.Number < _frozenEnd : session.ChangedIn == _stretch - 1))
        {
            frozen.Capture(session);
            _frozen = frozen.IsWritten ? null : frozen;
        }

        session.ChangedIn = _stretch;
        if (_notes)
        {
            _changed.Add(session);
        }
    }

    /// <summary>Says that a session is no more; it was touched before.</summary>
    public void Remove(Session session)
    {
        if (_notes)
        {
            _gone.Add(session.Number);
        }
    }

    /// <summary>Freezes what a checkpoint has to write.</summary>
    /// <param name="open">The open sessions.</param>
    /// <param name="end">No session has this number or a greater one.</param>
    /// <returns>What writes it, on any thread; done before the next call.</returns>
    public Action<StateWriter> Freeze(SessionPartitions open, long end)
    {
        var changedCount = _changed.Count + _gone.Count;
        _frozenAll = _stored.WantsAll(changedCount);
        _frozenEnd = end;
        List<long> gone = _frozenAll ? [] : _gone;
        Session[] sessions = _frozenAll ? open.ToArray() : [.. _changed.FindAll(static session => session.IsOpen)];
        if (_frozenAll)
        {
            _stored.BeginWhole(open.OpenCount);
        }
        else
        {
            _stored.BeginChanged(changedCount);
        }

        var hasRows = _frozenAll || changedCount > 0;
        var frozen = _frozen = hasRows ? new FrozenSessions(_stretch, sessions, writeRow) : null;
        _stretch++;
        _notes = true;
        _changed = [];
        _gone = [];
        return state =>
        {
            frozen?.Write(state, _stored, gone);
            _stored.WriteTo(state);
        };
    }

    /// <summary>Takes down what is frozen and not yet written: what follows may change any session's row.</summary>
    public void Settle()
    {
        _frozen?.CaptureRest();
        _frozen = null;
    }

    /// <summary>Forgets what was written: the next checkpoint writes all of it, or in another way.</summary>
    public void Forget()
    {
        _stored.Clear();
        _notes = false;
        _changed.Clear();
        _gone.Clear();
    }

    /// <summary>
    /// Reads the rows of segments, which are not written again. Numbers go on behind all that the segments name, so
    /// that none ever means two sessions.
    /// </summary>
    /// <param name="state">What names the segments.</param>
    /// <param name="segments">The segments.</param>
    /// <param name="end">No session has this number or a greater one.</param>
    /// <returns>The sessions in the order in which they were opened.</returns>
    public IReadOnlyList<(long Number, BsonDocument Row)> Restore(
        BsonDocument state, StateReader segments, out long end)
    {
        Dictionary<long, BsonDocument> rows = [];
        end = 0;
        foreach (var segment in segments.Take(state))
        {
            foreach (var element in segment)
            {
                long number;
                if (element.Value.Type == BsonType.Int64)
                {
                    number = element.Value.AsInt64;
                    _ = rows.Remove(number);
                }
                else
                {
                    var row = element.Value.AsDocument;
                    number = row["n"].AsInt64;
                    rows[number] = row;
                }

                end = Math.Max(end, number + 1);
            }
        }

        _stored.Restore(state, segments);
        _notes = true;
        List<(long Number, BsonDocument Row)> sessions = new(rows.Count);
        foreach (var (number, row) in rows)
        {
            sessions.Add((number, row));
        }

        sessions.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        return sessions;
    }
}
