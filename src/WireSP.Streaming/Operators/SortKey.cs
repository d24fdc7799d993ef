using WireSP.Expressions;

namespace WireSP.Streaming.Operators;

/// <summary>One key of a <c>$sort</c>.</summary>
/// <param name="Value">Reads the field.</param>
/// <param name="IsDescending">Whether greater values come first.</param>
internal readonly record struct SortKey(Expression Value, bool IsDescending);
