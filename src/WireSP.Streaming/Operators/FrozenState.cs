using WireSP.Bson;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Streaming.Operators;

/// <summary>State that is written at once, for those whose snapshot is small.</summary>
internal static class FrozenState
{
    /// <summary>Takes a snapshot now, and answers what writes it again.</summary>
    /// <param name="snapshot">Writes elements of an open document.</param>
    public static Action<StateWriter> Of(Action<BsonWriter> snapshot)
    {
        var writer = new BsonWriter();
        var root = writer.BeginDocument();
        snapshot(writer);
        writer.End(root);
        return state => state.Elements.WriteRaw(writer.Written[4..^1]);
    }
}
