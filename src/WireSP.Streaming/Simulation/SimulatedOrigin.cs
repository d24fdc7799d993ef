using WireSP.Bson;

namespace WireSP.Streaming.Simulation;

/// <summary>Stream metadata of simulated input: the <c>source</c> part that came with each document.</summary>
internal sealed class SimulatedOrigin(string sourceType) : IOriginDescriber
{
    /// <inheritdoc/>
    public void WriteMetadata(in DocumentOrigin origin, BsonWriter writer)
    {
        if (!origin.Details.IsEmpty)
        {
            writer.WriteDocument("source"u8, origin.Details);
            return;
        }

        // What comes out of a window keeps the type alone.
        var start = writer.BeginDocument("source"u8);
        writer.WriteString("type"u8, sourceType);
        writer.End(start);
    }
}
