using WireSP.Bson;
using WireSP.Expressions.Runs;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// What open sessions hold: groups in columns that all of them share where that will do, else a state of its own for
/// each.
/// </summary>
internal sealed class SessionStates
{
    // A burst of sessions must not hold its memory for ever.
    private const int SpareMax = 1024;

    private readonly SessionGroups? _groups;
    private readonly SessionState? _shared;
    private readonly SpareStates _spare;

    /// <summary>Creates the states of an operator without open sessions.</summary>
    /// <param name="chain">The inner pipeline.</param>
    /// <param name="partitions">The open sessions.</param>
    public SessionStates(WindowChain chain, SessionPartitions partitions)
    {
        _spare = new SpareStates(chain.CreatePart, SpareMax);
        _groups = chain.CreateSessionGroups(partitions);
        _shared = _groups is null ? null : new SessionState(this, _groups);
    }

    /// <summary>Bytes of what sessions share.</summary>
    public long SharedBytes => _groups?.StateBytes ?? 0;

    /// <summary>Bytes of states that sessions had of their own, when they were looked at last.</summary>
    public long OwnBytes { get; set; }

    /// <summary>Bytes of what is kept to be used again.</summary>
    public long SpareBytes => _spare.Bytes;

    /// <summary>Prepares a new session.</summary>
    public void Open(Session session)
    {
        if (_groups is null)
        {
            session.Own = _spare.Take();
        }
    }

    /// <summary>The state of a session; a shared one is valid until that of another is asked for.</summary>
    public WindowState Of(Session session) => session.Own ?? _shared!.TurnTo(session);

    /// <summary>The state that a session has of its own, or gets now with what it held before.</summary>
    public WindowState OwnOf(Session session)
    {
        if (session.Own is null)
        {
            var own = _spare.Take();
            _groups!.MoveTo((GroupState)own, session);
            session.Own = own;
        }

        return session.Own;
    }

    /// <summary>
    /// Whether a document that was read with others can be taken at once: into the session's own state, or its group.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="documents">The documents.</param>
    /// <param name="row">Row of the document.</param>
    /// <param name="partitionInput">Which of the inputs gives the session's partition.</param>
    public bool Takes(Session session, RunReader documents, int row, int partitionInput) =>
        session.Own is not null || _groups!.Has(session, documents, row, partitionInput);

    /// <summary>Takes documents that were read together into the groups of sessions.</summary>
    /// <param name="groups">The documents' groups.</param>
    /// <param name="first">Row of the first of them.</param>
    /// <param name="documents">The documents.</param>
    public void AddRun(ReadOnlySpan<int> groups, int first, RunReader documents) =>
        _groups!.AddRun(groups, first, documents);

    /// <summary>Takes what one session holds into another, as if its documents came after.</summary>
    public void Merge(Session kept, Session gone)
    {
        if (kept.Own is null && gone.Own is null && _groups!.TryMerge(kept, gone))
        {
            return;
        }

        OwnOf(kept).Merge(OwnOf(gone));
    }

    /// <summary>Lets go what a session that is no more held.</summary>
    public void Close(Session session)
    {
        _groups?.Close(session);
        if (session.Own is { } own)
        {
            // One that was merged into another is known by its end for a while.
            session.Own = null;
            _spare.Keep(own, OwnBytes);
        }
    }

    /// <summary>Writes a session's state; any thread may, while nobody changes it.</summary>
    public void Snapshot(Session session, BsonWriter state)
    {
        if (session.Own is { } own)
        {
            own.Snapshot(state);
        }
        else
        {
            _groups!.Snapshot(session, state);
        }
    }

    /// <summary>Freezes a session's state: see <see cref="WindowState.Freeze"/>.</summary>
    public Action<StateWriter> Freeze(Session session) =>
        session.Own?.Freeze() ?? FrozenState.Of(state => _groups!.Snapshot(session, state));

    /// <summary>Brings back what <see cref="Snapshot"/> or <see cref="Freeze"/> wrote of a new session.</summary>
    public void Restore(Session session, BsonDocument state, StateReader segments)
    {
        var own = session.Own ?? _spare.Take();
        own.Restore(state, segments);
        if (_groups is null || own is not GroupState { Count: <= 1 } groups)
        {
            session.Own = own;
            return;
        }

        if (groups.Count == 1)
        {
            _groups.TakeFrom(groups, session);
        }

        _spare.Keep(own, OwnBytes);
    }

    /// <summary>Whether it is time to give back what sessions needed that are no more.</summary>
    public bool IsSweepDue => _groups?.IsSweepDue == true;

    /// <summary>Gives back what no open session needs.</summary>
    public void Sweep() => _groups?.Sweep();

    /// <summary>Gives back what is kept to be used again.</summary>
    public void GiveBack() => _spare.GiveBack();
}
