using WireSP.Bson;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Streaming.Windows;

/// <content>Snapshot and restore: panes with their states, the watermark and the closing line.</content>
internal sealed partial class PaneWindowOperator
{
    /// <inheritdoc/>
    public override void Snapshot(BsonWriter state)
    {
        state.WriteInt64("closedUpTo"u8, ClosedUpToMs);
        state.WriteInt64("watermark"u8, WatermarkMs);
        var array = state.BeginArray("windows"u8);
        for (var i = 0; i < _panes.Count; i++)
        {
            state.WriteHeader(BsonType.Document, i);
            var start = state.BeginDocument();
            WriteHead(_panes[i], state);
            var content = state.BeginDocument("state"u8);
            _panes[i].State.Snapshot(state);
            state.End(content);
            state.End(start);
        }

        state.End(array);
    }

    /// <inheritdoc/>
    public override Action<StateWriter> Freeze()
    {
        var (closedUpToMs, watermarkMs) = (ClosedUpToMs, WatermarkMs);
        var panes = new (Pane Pane, Action<StateWriter> Write)[_panes.Count];
        for (var i = 0; i < panes.Length; i++)
        {
            panes[i] = (_panes[i], _panes[i].State.Freeze());
            Measure(_panes[i]);
        }

        return state =>
        {
            var writer = state.Elements;
            writer.WriteInt64("closedUpTo"u8, closedUpToMs);
            writer.WriteInt64("watermark"u8, watermarkMs);
            var array = writer.BeginArray("windows"u8);
            for (var i = 0; i < panes.Length; i++)
            {
                writer.WriteHeader(BsonType.Document, i);
                var start = writer.BeginDocument();
                WriteHead(panes[i].Pane, writer);
                var content = writer.BeginDocument("state"u8);
                panes[i].Write(state);
                writer.End(content);
                writer.End(start);
            }

            writer.End(array);
        };
    }

    /// <inheritdoc/>
    public override void Restore(BsonDocument state, StateReader segments)
    {
        _panes.Clear();
        _merges?.Clear();
        Held.Clear();
        _current = null;
        _changed = null;
        _nextEndMs = long.MinValue;
        _measuredBytes = 0;
        ClosedUpToMs = state["closedUpTo"].AsInt64;
        WatermarkMs = state["watermark"].AsInt64;
        foreach (var value in state["windows"].AsArray)
        {
            var entry = value.AsDocument;
            var pane = Open(entry["start"].AsInt64, WrittenOrigin.Read(entry));
            pane.State.Restore(entry["state"].AsDocument, segments);
            _panes.Add(pane);
            _changed = pane;
            Measure();
        }
    }

    // What never changes while the pane is there.
    private static void WriteHead(Pane pane, BsonWriter state)
    {
        state.WriteInt64("start"u8, pane.StartMs);
        WrittenOrigin.Write(pane.FirstOrigin, state);
    }
}
