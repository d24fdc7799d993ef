using WireSP.Expressions;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Stages;

/// <summary>
/// Keeps a window's documents as they are, at most so many: what a window does that begins with no <c>$group</c>.
/// </summary>
internal sealed class DocumentsPlan(string stageName, long limit, CompileContext following) : StatePlan(stageName)
{
    /// <inheritdoc/>
    public override bool IsMergeable => limit == long.MaxValue;

    /// <inheritdoc/>
    public override bool KeepsDocuments => true;

    /// <inheritdoc/>
    public override WindowState CreateState(OperatorFactory factory) =>
        new DocumentsState(limit, factory.ScopeOf(following), factory.Output);
}
