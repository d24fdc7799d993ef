using WireSP.Bson;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Streaming.Windows;

/// <content>Snapshot and restore: sessions with their states, the watermark and the closing line.</content>
internal sealed partial class SessionWindowOperator
{
    /// <inheritdoc/>
    public override void Snapshot(BsonWriter state)
    {
        state.WriteInt64("closedUpTo"u8, ClosedUpToMs);
        state.WriteInt64("watermark"u8, WatermarkMs);
        // In the order in which they were opened, which decides the order of those that end together.
        List<Session> sessions = [.. _partitions.Open];
        sessions.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        var array = state.BeginArray("sessions"u8);
        for (var i = 0; i < sessions.Count; i++)
        {
            var session = sessions[i];
            state.WriteHeader(BsonType.Document, i);
            var start = state.BeginDocument();
            state.WriteInt64("start"u8, session.StartMs);
            state.WriteInt64("latest"u8, session.LatestMs);
            // A missing partition is a partition too, and writes nothing.
            state.WriteValue("key"u8, _partitions.ValueOf(session.Partition));
            var first = state.BeginDocument("first"u8);
            WrittenOrigin.Write(session.FirstOrigin, state);
            state.End(first);
            var content = state.BeginDocument("state"u8);
            session.State.Snapshot(state);
            state.End(content);
            state.End(start);
        }

        state.End(array);
    }

    /// <inheritdoc/>
    public override void Restore(BsonDocument state, StateReader segments)
    {
        _partitions.Clear();
        _byEnd.Clear();
        Held.Clear();
        ClosedUpToMs = state["closedUpTo"].AsInt64;
        WatermarkMs = state["watermark"].AsInt64;
        foreach (var value in state["sessions"].AsArray)
        {
            var entry = value.AsDocument;
            var partition = _partitions.NumberOf(entry["key"]);
            var session = Open(partition, entry["start"].AsInt64, WrittenOrigin.Read(entry["first"].AsDocument));
            session.Cover(session.StartMs, entry["latest"].AsInt64);
            session.State.Restore(entry["state"].AsDocument, segments);
        }

        EndBatch();
    }
}
