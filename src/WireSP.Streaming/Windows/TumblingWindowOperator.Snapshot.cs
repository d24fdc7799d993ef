using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <content>Snapshot and restore: open windows with their states, the watermark and the closing line.</content>
internal sealed partial class TumblingWindowOperator
{
    /// <inheritdoc/>
    public override void Snapshot(BsonWriter state)
    {
        state.WriteInt64("closedUpTo"u8, _closedUpToMs);
        state.WriteInt64("watermark"u8, _watermarkMs);
        var windows = state.BeginArray("windows"u8);
        for (var i = 0; i < _open.Count; i++)
        {
            var window = _open[i];
            state.WriteHeader(BsonType.Document, i);
            var start = state.BeginDocument();
            state.WriteInt64("start"u8, window.StartMs);
            state.WriteInt32("partition"u8, window.FirstOrigin.Partition);
            state.WriteInt64("position"u8, window.FirstOrigin.Position);
            state.WriteInt64("ingested"u8, window.FirstOrigin.IngestTimeMs);
            var origin = state.BeginDocument("origin"u8);
            window.FirstOrigin.Describer?.WriteMetadata(window.FirstOrigin, state);
            state.End(origin);
            var content = state.BeginDocument("state"u8);
            window.State.Snapshot(state);
            state.End(content);
            state.End(start);
        }

        state.End(windows);
    }

    /// <inheritdoc/>
    public override void Restore(BsonDocument state)
    {
        _open.Clear();
        _current = null;
        _currentStartMs = long.MinValue;
        _closedUpToMs = state["closedUpTo"].AsInt64;
        _watermarkMs = state["watermark"].AsInt64;
        foreach (var value in state["windows"].AsArray)
        {
            var entry = value.AsDocument;
            var first = new DocumentOrigin(
                new WrittenOrigin(entry["origin"].AsDocument.Copy()),
                entry["partition"].AsInt32,
                entry["position"].AsInt64,
                entry["ingested"].AsInt64,
                BsonDocument.Empty);
            var window = Open(entry["start"].AsInt64, first);
            window.State.Restore(entry["state"].AsDocument);
            _open.Add(window);
        }
    }
}
