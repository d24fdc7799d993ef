namespace WireSP.Server.Commands;

/// <summary>How statistics are shown.</summary>
/// <param name="Scale">Divides sizes, never counts.</param>
/// <param name="IsVerbose">Whether each operator and the latency are shown.</param>
internal readonly record struct StatisticsFormat(long Scale, bool IsVerbose);
