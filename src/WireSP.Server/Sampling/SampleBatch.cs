using WireSP.Bson;

namespace WireSP.Server.Sampling;

/// <summary>What one read of a sample cursor gives.</summary>
/// <param name="Documents">Documents in the order in which the processor put them out; may be empty.</param>
/// <param name="IsLast">Whether nothing will follow.</param>
/// <param name="Failure">Why the processor failed; only when nothing is left to read before it.</param>
internal readonly record struct SampleBatch(IReadOnlyList<BsonDocument> Documents, bool IsLast, string? Failure);
