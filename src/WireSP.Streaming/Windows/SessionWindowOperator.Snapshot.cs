using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <content>Snapshot and restore: sessions with their states, the watermark and the closing line.</content>
internal sealed partial class SessionWindowOperator
{
    private readonly Dictionary<string, WrittenOrigin> _restoredSources = [];

    /// <inheritdoc/>
    public override void Snapshot(BsonWriter state)
    {
        state.WriteInt64("closedUpTo"u8, ClosedUpToMs);
        state.WriteInt64("watermark"u8, WatermarkMs);
        var sessions = InOrder();
        var array = state.BeginArray("sessions"u8);
        for (var i = 0; i < sessions.Count; i++)
        {
            state.WriteHeader(BsonType.Document, i);
            var start = state.BeginDocument();
            WriteRow(sessions[i], state);
            state.End(start);
        }

        state.End(array);
    }

    /// <inheritdoc/>
    public override Action<StateWriter> Freeze()
    {
        var (closedUpToMs, watermarkMs) = (ClosedUpToMs, WatermarkMs);
        var sessions = _partitions.OpenCount > FewMax ? FreezeMany() : FreezeFew();
        return state =>
        {
            state.Elements.WriteInt64("closedUpTo"u8, closedUpToMs);
            state.Elements.WriteInt64("watermark"u8, watermarkMs);
            sessions(state);
        };
    }

    /// <inheritdoc/>
    public override void Restore(BsonDocument state, StateReader segments)
    {
        _changes.Settle();
        _changes.Forget();
        _partitions.Clear();
        _states.Sweep();
        _byEnd.Clear();
        Held.Clear();
        ClosedUpToMs = state["closedUpTo"].AsInt64;
        WatermarkMs = state["watermark"].AsInt64;
        _wereFew = state["sessions"].Type == BsonType.Array;
        if (state["sessions"] is { Type: BsonType.Array } few)
        {
            foreach (var value in few.AsArray)
            {
                RestoreRow(_opened++, value.AsDocument, segments);
            }
        }
        else
        {
            foreach (var (number, row) in _changes.Restore(state, segments, out _opened))
            {
                RestoreRow(number, row, segments);
            }
        }

        EndBatch();
    }

    // With many sessions each is small, and is written as a row when it has changed.
    private Action<StateWriter> FreezeMany()
    {
        if (_wereFew)
        {
            _wereFew = false;
            _changes.Forget();
            foreach (var session in _partitions)
            {
                session.Own?.LeaveSegments();
            }
        }

        return _changes.Freeze(_partitions, _opened);
    }

    // With few of them each may be large: its state is frozen as that of a pane.
    private Action<StateWriter> FreezeFew()
    {
        _wereFew = true;
        _changes.Forget();
        List<(Action<StateWriter> Head, Action<StateWriter> State)> sessions = [];
        foreach (var session in InOrder())
        {
            sessions.Add((FrozenState.Of(head => WriteHead(session, head)), _states.Freeze(session)));
        }

        return state =>
        {
            var array = state.Elements.BeginArray("sessions"u8);
            for (var i = 0; i < sessions.Count; i++)
            {
                state.Elements.WriteHeader(BsonType.Document, i);
                var start = state.Elements.BeginDocument();
                sessions[i].Head(state);
                var content = state.Elements.BeginDocument("state"u8);
                sessions[i].State(state);
                state.Elements.End(content);
                state.Elements.End(start);
            }

            state.Elements.End(array);
        };
    }

    // In the order in which they were opened, which decides the order of those that end together.
    private List<Session> InOrder()
    {
        List<Session> sessions = [.. _partitions.ToArray()];
        sessions.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        return sessions;
    }

    private void WriteRow(Session session, BsonWriter state)
    {
        WriteHead(session, state);
        var content = state.BeginDocument("state"u8);
        _states.Snapshot(session, state);
        state.End(content);
    }

    private void WriteHead(Session session, BsonWriter state)
    {
        state.WriteInt64("start"u8, session.StartMs);
        state.WriteInt64("latest"u8, session.LatestMs);
        // A missing partition is a partition too, and writes nothing.
        state.WriteValue("key"u8, _partitions.ValueOf(session.Partition));
        var first = state.BeginDocument("first"u8);
        WrittenOrigin.Write(session.Opening.Origin, state);
        state.End(first);
    }

    private void RestoreRow(long number, BsonDocument row, StateReader segments)
    {
        var partition = _partitions.NumberOf(row["key"]);
        var source = SourceOf(row["first"].AsDocument["origin"].AsDocument);
        var session = Open(number, partition, row["start"].AsInt64, source, sourcePartition: 0);
        session.Cover(session.StartMs, row["latest"].AsInt64);
        _states.Restore(session, row["state"].AsDocument, segments);
    }

    // Of one type of source there is one, however many sessions it has begun.
    private WrittenOrigin SourceOf(BsonDocument metadata)
    {
        var type = metadata["source"] is { Type: BsonType.Document } source
            && source.AsDocument["type"] is { Type: BsonType.String } text ? text.AsString : "";
        if (!_restoredSources.TryGetValue(type, out var known))
        {
            _restoredSources[type] = known = new WrittenOrigin(metadata.Copy());
        }

        return known;
    }
}
