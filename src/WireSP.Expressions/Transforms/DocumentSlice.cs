namespace WireSP.Expressions.Transforms;

/// <summary>Where a document is in the buffer that it shares with others.</summary>
/// <param name="Offset">Where it begins.</param>
/// <param name="Length">Its bytes.</param>
public readonly record struct DocumentSlice(int Offset, int Length);
