using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Accumulators;

/// <summary>A sort key that is a field of the document; of an array the general way finds what counts.</summary>
internal readonly struct SortKeyOperand(int slot, Expression general) : IOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BsonValue Read(EvaluationContext context)
    {
        var value = context.ReadSlot(slot);
        return value.Type == BsonType.Array ? general.Evaluate(context) : value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(EvaluationContext context, out BsonValue value)
    {
        value = Read(context);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadInteger(EvaluationContext context, out long integer) =>
        context.TryReadNumber(slot, out var type, out integer) && type != BsonType.Double;
}
