using WireSP.Bson;

namespace WireSP.Server.Workspace;

/// <summary>How far a processor has come: kept apart from its row, because it is written while it runs.</summary>
/// <param name="ProcessorId">The processor.</param>
/// <param name="Totals">Counts and sizes of all its runs; null when none were recorded.</param>
internal sealed record ProcessorProgress(string ProcessorId, BsonDocument? Totals);
