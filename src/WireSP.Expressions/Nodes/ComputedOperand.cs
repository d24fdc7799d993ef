using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions.Nodes;

/// <summary>An operand that is computed.</summary>
internal readonly struct ComputedOperand(Expression expression) : IOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BsonValue Read(EvaluationContext context) => expression.Evaluate(context);
}
