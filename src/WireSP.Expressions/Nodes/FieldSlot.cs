using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Nodes;

/// <summary>A field of the document, which one pass over the document has found already.</summary>
internal sealed class FieldSlot(int slot) : Expression
{
    public int Slot { get; } = slot;

    public override bool CanFail => false;

    public override int? ValueSlot => Slot;

    public override BsonValue Evaluate(EvaluationContext context) => context.ReadSlot(Slot);

    public override bool TryReadDate(EvaluationContext context, out long milliseconds)
    {
        var value = context.ReadSlot(Slot);
        milliseconds = value.Payload;
        return value.Type == BsonType.DateTime;
    }

    internal override RunSource? SourceFor(FieldShape shape) => FieldSource.Of(Slot, shape);
}
