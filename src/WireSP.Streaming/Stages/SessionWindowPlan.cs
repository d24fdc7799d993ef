using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Stages;

/// <summary>A compiled <c>$sessionWindow</c>.</summary>
internal sealed class SessionWindowPlan(
    string stageName, SessionSettings settings, CompileContext fields, WindowPlan.Inner inner)
    : WindowPlan(stageName, settings.Common, inner, hasParts: true)
{
    /// <inheritdoc/>
    public override Operator Create(OperatorFactory factory) => new SessionWindowOperator(
        OperatorName, factory.Output, settings, factory.ScopeOf(fields).Context, CreateChain(factory));

    /// <inheritdoc/>
    protected override void ExplainBounds(BsonWriter writer) => writer.WriteInt64("gapMs"u8, settings.GapMs);
}
