using WireSP.Bson;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Streaming.Operators;

/// <content>Snapshot and restore of the whole chain: time, then each operator that has state, by its name.</content>
internal sealed partial class OperatorChain
{
    private const int EmptyDocumentBytes = 5;

    /// <summary>Writes the state of all operators in one document; to be called between batches.</summary>
    public BsonDocument Snapshot()
    {
        var time = _watermarks is null ? null : FrozenState.Of(_watermarks.Snapshot);
        List<(string Name, Action<StateWriter> Write)> states = [];
        foreach (var one in _operators)
        {
            states.Add((one.Name, FrozenState.Of(one.Snapshot)));
        }

        return Write(_lastInputMs, time, states, new CheckpointPack(0));
    }

    /// <summary>
    /// Freezes the state of all operators, between batches; what it answers writes it on any thread, what is large into
    /// a pack. Asked for again only when that was done.
    /// </summary>
    public Func<CheckpointPack, BsonDocument> Freeze()
    {
        var lastInputMs = _lastInputMs;
        var time = _watermarks is null ? null : FrozenState.Of(_watermarks.Snapshot);
        List<(string Name, Action<StateWriter> Write)> states = [];
        foreach (var one in _operators)
        {
            states.Add((one.Name, one.Freeze()));
        }

        return pack => Write(lastInputMs, time, states, pack);
    }

    /// <summary>
    /// Replaces the state of all operators by what <see cref="Snapshot()"/> or <see cref="Freeze"/> wrote for a
    /// pipeline with the same window.
    /// </summary>
    /// <param name="snapshot">What was written.</param>
    /// <param name="segments">The segments that it names.</param>
    /// <param name="held">From where the source has to be read again when the state is left aside.</param>
    /// <exception cref="InvalidDataException">An operator that had state is no longer there.</exception>
    public void Restore(BsonDocument snapshot, StateReader segments, BsonDocument? held = null)
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
            one.Restore(entry["state"].AsDocument, segments);
        }
    }

    private static BsonDocument Write(
        long lastInputMs,
        Action<StateWriter>? time,
        List<(string Name, Action<StateWriter> Write)> states,
        CheckpointPack pack)
    {
        var writer = new BsonWriter();
        var state = new StateWriter(writer, pack);
        var root = writer.BeginDocument();
        writer.WriteInt64("lastInput"u8, lastInputMs);
        if (time is not null)
        {
            var start = writer.BeginDocument("time"u8);
            time(state);
            writer.End(start);
        }

        var operators = writer.BeginArray("operators"u8);
        var count = 0;
        foreach (var (name, write) in states)
        {
            count += WriteOne(name, write, count, state) ? 1 : 0;
        }

        writer.End(operators);
        writer.End(root);

        // Not copied: a large state is held once less.
        return writer.DocumentFrom(root);
    }

    private static bool WriteOne(string name, Action<StateWriter> write, int place, StateWriter state)
    {
        var writer = state.Elements;
        var before = writer.Position;
        writer.WriteHeader(BsonType.Document, place);
        var start = writer.BeginDocument();
        writer.WriteString("name"u8, name);
        var content = writer.BeginDocument("state"u8);
        write(state);
        writer.End(content);
        if (writer.Position - content == EmptyDocumentBytes)
        {
            writer.Truncate(before);
            return false;
        }

        writer.End(start);
        return true;
    }
}
