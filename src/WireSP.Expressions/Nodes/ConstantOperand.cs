using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>An operand that is known when the pipeline is compiled.</summary>
internal readonly struct ConstantOperand(BsonValue value) : IOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BsonValue Read(EvaluationContext context) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(EvaluationContext context, out BsonValue read)
    {
        read = value;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadInteger(EvaluationContext context, out long integer)
    {
        integer = value.Payload;
        return value.Type is BsonType.Int32 or BsonType.Int64;
    }
}
