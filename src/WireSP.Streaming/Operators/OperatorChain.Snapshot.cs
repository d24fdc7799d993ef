using WireSP.Bson;

namespace WireSP.Streaming.Operators;

/// <content>Snapshot and restore of the whole chain: time, then each operator by its place.</content>
internal sealed partial class OperatorChain
{
    /// <summary>Writes the state of all operators; to be called between batches.</summary>
    public BsonDocument Snapshot()
    {
        var writer = new BsonWriter();
        var root = writer.BeginDocument();
        writer.WriteInt64("lastInput"u8, _lastInputMs);
        if (_watermarks is not null)
        {
            var time = writer.BeginDocument("time"u8);
            _watermarks.Snapshot(writer);
            writer.End(time);
        }

        var operators = writer.BeginArray("operators"u8);
        for (var i = 0; i < _operators.Count; i++)
        {
            writer.WriteHeader(BsonType.Document, i);
            var start = writer.BeginDocument();
            _operators[i].Snapshot(writer);
            writer.End(start);
        }

        writer.End(operators);
        writer.End(root);
        return writer.ToDocument();
    }

    /// <summary>
    /// Replaces the state of all operators by what <see cref="Snapshot"/> wrote for the same pipeline.
    /// </summary>
    public void Restore(BsonDocument snapshot)
    {
        _lastInputMs = snapshot["lastInput"].AsInt64;
        _watermarks?.Restore(snapshot["time"].AsDocument, _clock.GetUtcNow().ToUnixTimeMilliseconds());
        var at = 0;
        foreach (var state in snapshot["operators"].AsArray)
        {
            _operators[at++].Restore(state.AsDocument);
        }
    }
}
