namespace WireSP.Benchmarks.Merges;

/// <summary>What one way of merging took.</summary>
/// <param name="Seconds">Until the last document was there.</param>
/// <param name="ServerCpuSeconds">Processor time of the server.</param>
/// <param name="ClientCpuSeconds">Processor time of the listener; none where the server does it all.</param>
internal readonly record struct MergeRound(double Seconds, double ServerCpuSeconds, double ClientCpuSeconds);
