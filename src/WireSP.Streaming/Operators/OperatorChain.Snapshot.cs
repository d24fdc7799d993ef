using WireSP.Bson;

namespace WireSP.Streaming.Operators;

/// <content>Snapshot and restore of the whole chain: time, then each operator that has state, by its name.</content>
internal sealed partial class OperatorChain
{
    private const int EmptyDocumentBytes = 5;

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
        var count = 0;
        foreach (var one in _operators)
        {
            count += Snapshot(one, count, writer) ? 1 : 0;
        }

        writer.End(operators);
        writer.End(root);
        return writer.ToDocument();
    }

    /// <summary>
    /// Replaces the state of all operators by what <see cref="Snapshot()"/> wrote for a pipeline with the same window.
    /// </summary>
    /// <param name="snapshot">What was written.</param>
    /// <param name="held">From where the source has to be read again when the state is left aside.</param>
    /// <exception cref="InvalidDataException">An operator that had state is no longer there.</exception>
    public void Restore(BsonDocument snapshot, BsonDocument? held = null)
    {
        _window?.HoldRestored(held);
        _lastInputMs = snapshot["lastInput"].AsInt64;
        if (snapshot["time"] is { Type: BsonType.Document } time)
        {
            _watermarks?.Restore(time.AsDocument, _clock.GetUtcNow().ToUnixTimeMilliseconds());
        }

        foreach (var value in snapshot["operators"].AsArray)
        {
            var entry = value.AsDocument;
            var name = entry["name"].AsString;
            var one = _operators.Find(candidate => candidate.Name == name)
                ?? throw new InvalidDataException($"there is no {name} to take its state");
            one.Restore(entry["state"].AsDocument);
        }
    }

    private static bool Snapshot(Operator one, int place, BsonWriter writer)
    {
        var before = writer.Position;
        writer.WriteHeader(BsonType.Document, place);
        var start = writer.BeginDocument();
        writer.WriteString("name"u8, one.Name);
        var state = writer.BeginDocument("state"u8);
        one.Snapshot(writer);
        writer.End(state);
        if (writer.Position - state == EmptyDocumentBytes)
        {
            writer.Truncate(before);
            return false;
        }

        writer.End(start);
        return true;
    }
}
