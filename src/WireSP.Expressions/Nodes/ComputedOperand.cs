using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>An operand that is computed.</summary>
internal readonly struct ComputedOperand(Expression expression) : IOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BsonValue Read(EvaluationContext context) => expression.Evaluate(context);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(EvaluationContext context, out BsonValue value) => expression.TryEvaluate(context, out value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadInteger(EvaluationContext context, out long integer)
    {
        integer = 0;
        return false;
    }
}
