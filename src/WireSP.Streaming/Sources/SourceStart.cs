using WireSP.Bson;

namespace WireSP.Streaming.Sources;

/// <summary>Where a user wants a source to begin, whatever its stage says: one of the two is there.</summary>
/// <param name="After">A resume token; null without one.</param>
/// <param name="AtOperationTime">A time; missing without one.</param>
public sealed record SourceStart(BsonDocument? After, BsonValue AtOperationTime);
