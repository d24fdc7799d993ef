using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <content>Snapshot and restore: panes with their states, the watermark and the closing line.</content>
internal sealed partial class PaneWindowOperator
{
    /// <inheritdoc/>
    public override void Snapshot(BsonWriter state)
    {
        state.WriteInt64("closedUpTo"u8, ClosedUpToMs);
        state.WriteInt64("watermark"u8, WatermarkMs);
        var panes = state.BeginArray("windows"u8);
        for (var i = 0; i < _panes.Count; i++)
        {
            var pane = _panes[i];
            state.WriteHeader(BsonType.Document, i);
            var start = state.BeginDocument();
            state.WriteInt64("start"u8, pane.StartMs);
            WrittenOrigin.Write(pane.FirstOrigin, state);
            var content = state.BeginDocument("state"u8);
            pane.State.Snapshot(state);
            state.End(content);
            state.End(start);
        }

        state.End(panes);
    }

    /// <inheritdoc/>
    public override void Restore(BsonDocument state)
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
            pane.State.Restore(entry["state"].AsDocument);
            _panes.Add(pane);
            _changed = pane;
            Measure();
        }
    }
}
