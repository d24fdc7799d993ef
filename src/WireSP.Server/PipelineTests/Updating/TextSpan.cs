namespace WireSP.Server.PipelineTests.Updating;

/// <summary>A part of a text.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="End">The character behind its last one.</param>
internal readonly record struct TextSpan(int Start, int End);
