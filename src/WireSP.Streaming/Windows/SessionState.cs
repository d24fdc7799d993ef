using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <summary>
/// The state of a session that has none of its own, for as long as it is at hand: one for all of them, turned to one
/// after the other.
/// </summary>
/// <param name="states">Where the states are.</param>
/// <param name="groups">The shared groups.</param>
internal sealed class SessionState(SessionStates states, SessionGroups groups) : WindowState
{
    private Session? _session;

    /// <inheritdoc/>
    public override long StateBytes => 0;

    /// <summary>Turns to a session.</summary>
    public SessionState TurnTo(Session session)
    {
        _session = session;
        return this;
    }

    /// <inheritdoc/>
    public override void Add(in StreamDocument document)
    {
        if (!TryAdd())
        {
            states.OwnOf(_session!).Add(document);
        }
    }

    /// <inheritdoc/>
    public override void Add(DocumentRows documents, int index)
    {
        if (!TryAdd())
        {
            states.OwnOf(_session!).Add(documents, index);
        }
    }

    /// <inheritdoc/>
    public override void Merge(WindowState other) =>
        throw new NotSupportedException("sessions are merged where their states are");

    /// <inheritdoc/>
    public override void Emit(in DocumentOrigin windowOrigin, long eventTimeMs, Operator target) =>
        groups.Emit(_session!, windowOrigin, eventTimeMs, target);

    /// <inheritdoc/>
    public override void Clear() => groups.Close(_session!);

    /// <inheritdoc/>
    public override void Snapshot(BsonWriter state) => groups.Snapshot(_session!, state);

    /// <inheritdoc/>
    public override void Restore(BsonDocument state, StateReader segments) =>
        states.Restore(_session!, state, segments);

    // A document may be several by now, one of which gave the session a state of its own.
    private bool TryAdd() => _session!.Own is null && groups.TryAdd(_session);
}
