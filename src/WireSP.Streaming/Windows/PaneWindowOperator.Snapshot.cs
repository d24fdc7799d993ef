using WireSP.Bson;
using WireSP.Streaming.Operators;

namespace WireSP.Streaming.Windows;

/// <content>Snapshot and restore: panes with their states, the watermark and the closing line.</content>
internal sealed partial class PaneWindowOperator
{
    /// <inheritdoc/>
    public override void Snapshot(BsonWriter state) => Freeze()(state);

    /// <inheritdoc/>
    public override Action<BsonWriter> Freeze()
    {
        var (closedUpToMs, watermarkMs) = (ClosedUpToMs, WatermarkMs);
        List<(Action<BsonWriter> Head, Action<BsonWriter> State)> panes = [];
        foreach (var pane in _panes)
        {
            var head = FrozenState.Of(writer =>
            {
                writer.WriteInt64("start"u8, pane.StartMs);
                WrittenOrigin.Write(pane.FirstOrigin, writer);
            });
            panes.Add((head, pane.State.Freeze()));
        }

        return state =>
        {
            state.WriteInt64("closedUpTo"u8, closedUpToMs);
            state.WriteInt64("watermark"u8, watermarkMs);
            var array = state.BeginArray("windows"u8);
            for (var i = 0; i < panes.Count; i++)
            {
                state.WriteHeader(BsonType.Document, i);
                var start = state.BeginDocument();
                panes[i].Head(state);
                var content = state.BeginDocument("state"u8);
                panes[i].State(state);
                state.End(content);
                state.End(start);
            }

            state.End(array);
        };
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
