using WireSP.Benchmarks.Engine;
using WireSP.Benchmarks.Loops;

namespace WireSP.Benchmarks;

/// <summary>One query, for the engine and for the hand.</summary>
/// <param name="Name">The query's name in the report.</param>
/// <param name="Engine">The pipeline.</param>
/// <param name="Loop">The loop that computes the same bytes.</param>
internal sealed record Query(string Name, EngineQuery Engine, HandLoop Loop);
