using WireSP.Bson;

namespace WireSP.Streaming.Simulation;

/// <summary>One document that reached the sink.</summary>
/// <param name="Body">The document as it would be written.</param>
/// <param name="Sample">The document as somebody who samples sees it: with its stream metadata.</param>
/// <param name="Target">Where it would be written; null when the sink does not say it.</param>
/// <param name="TimeMs">When it came out, milliseconds since 1970-01-01 UTC.</param>
public sealed record SimulatedOutput(BsonDocument Body, BsonDocument Sample, BsonDocument? Target, long TimeMs);
