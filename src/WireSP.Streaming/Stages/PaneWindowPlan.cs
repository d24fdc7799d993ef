using WireSP.Bson;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Stages;

/// <summary>A compiled <c>$tumblingWindow</c> or <c>$hoppingWindow</c>.</summary>
internal sealed class PaneWindowPlan(
    string stageName, WindowSettings settings, WindowBounds bounds, WindowPlan.Inner inner)
    : WindowPlan(stageName, settings, inner, hasParts: bounds.Overlap)
{
    /// <inheritdoc/>
    public override Operator Create(OperatorFactory factory) =>
        new PaneWindowOperator(OperatorName, factory.Output, Settings, bounds, CreateChain(factory));

    /// <inheritdoc/>
    protected override void ExplainBounds(BsonWriter writer)
    {
        writer.WriteInt64("intervalMs"u8, bounds.SizeMs);
        if (bounds.HopMs != bounds.SizeMs)
        {
            writer.WriteInt64("hopMs"u8, bounds.HopMs);
            writer.WriteInt64("paneMs"u8, bounds.PaneMs);
        }

        if (bounds.OffsetMs != 0)
        {
            writer.WriteInt64("offsetMs"u8, bounds.OffsetMs);
        }
    }
}
