using WireSP.Expressions;

namespace WireSP.Streaming.Pipelines;

/// <summary>What <c>$source</c> says of event time.</summary>
/// <param name="Field">Computes the event time from the document; null to take the source's own.</param>
/// <param name="StoredAs">The field that the event time is stored in (<c>tsFieldName</c>); null for none.</param>
internal sealed record SourceTime(Expression? Field, string? StoredAs)
{
    /// <summary>The source's own time, not stored in the document.</summary>
    public static SourceTime FromSource { get; } = new(null, null);
}
