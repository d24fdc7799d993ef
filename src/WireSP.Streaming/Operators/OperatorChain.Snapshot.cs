using WireSP.Bson;

namespace WireSP.Streaming.Operators;

/// <content>Snapshot and restore of the whole chain: time, then each operator that has state, by its name.</content>
internal sealed partial class OperatorChain
{
    private const int EmptyDocumentBytes = 5;

    /// <summary>Writes the state of all operators; to be called between batches.</summary>
    public BsonDocument Snapshot() => Freeze()();

    /// <summary>
    /// Copies the state of all operators as fast as can be, between batches; what it answers writes the copy on any
    /// thread.
    /// </summary>
    public Func<BsonDocument> Freeze()
    {
        var lastInputMs = _lastInputMs;
        var time = _watermarks is null ? null : FrozenState.Of(_watermarks.Snapshot);
        List<(string Name, Action<BsonWriter> Write)> states = [];
        foreach (var one in _operators)
        {
            states.Add((one.Name, one.Freeze()));
        }

        return () => Write(lastInputMs, time, states);
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

    private static BsonDocument Write(
        long lastInputMs, Action<BsonWriter>? time, List<(string Name, Action<BsonWriter> Write)> states)
    {
        var writer = new BsonWriter();
        var root = writer.BeginDocument();
        writer.WriteInt64("lastInput"u8, lastInputMs);
        if (time is not null)
        {
            var start = writer.BeginDocument("time"u8);
            time(writer);
            writer.End(start);
        }

        var operators = writer.BeginArray("operators"u8);
        var count = 0;
        foreach (var (name, write) in states)
        {
            count += WriteOne(name, write, count, writer) ? 1 : 0;
        }

        writer.End(operators);
        writer.End(root);

        // Not copied: a large state is held once less.
        return writer.DocumentFrom(root);
    }

    private static bool WriteOne(string name, Action<BsonWriter> write, int place, BsonWriter writer)
    {
        var before = writer.Position;
        writer.WriteHeader(BsonType.Document, place);
        var start = writer.BeginDocument();
        writer.WriteString("name"u8, name);
        var state = writer.BeginDocument("state"u8);
        write(writer);
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
