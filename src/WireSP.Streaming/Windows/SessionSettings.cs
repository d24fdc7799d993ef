using WireSP.Expressions;

namespace WireSP.Streaming.Windows;

/// <summary>The settings of a <c>$sessionWindow</c>.</summary>
/// <param name="Common">What all kinds of windows have.</param>
/// <param name="GapMs">How far apart documents of one session are less than.</param>
/// <param name="PartitionBy">Tells the partition of a document.</param>
internal sealed record SessionSettings(WindowSettings Common, long GapMs, Expression PartitionBy);
