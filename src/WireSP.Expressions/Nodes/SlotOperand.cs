using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>An operand that is a field of the document.</summary>
internal readonly struct SlotOperand(int slot) : IOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BsonValue Read(EvaluationContext context) => context.ReadSlot(slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(EvaluationContext context, out BsonValue value)
    {
        value = context.ReadSlot(slot);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadInteger(EvaluationContext context, out long integer) =>
        context.TryReadNumber(slot, out var type, out integer) && type != BsonType.Double;
}
