using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions;

/// <content>What the evaluation of one document may cost.</content>
public sealed partial class EvaluationContext
{
    private long _steps;

    /// <summary>Steps that one document may take.</summary>
    internal long StepsMax { get; set; } = ExpressionLimits.StepsMax;

    /// <summary>Counts work that grows with the document's values.</summary>
    /// <exception cref="EvaluationException">The document's budget is spent.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Charge(int steps)
    {
        _steps += steps;
        if (_steps > StepsMax)
        {
            throw ExpressionErrors.TooManySteps(StepsMax);
        }
    }

    /// <summary>Counts an operand: a step, and one more for each 64 bytes that an operator may walk.</summary>
    /// <exception cref="EvaluationException">The document's budget is spent.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ChargeFor(in BsonValue operand) => Charge(operand.Buffer is null ? 1 : 1 + (operand.Length >> 6));

    /// <summary>Checks that there is room for so many more produced bytes.</summary>
    /// <exception cref="EvaluationException">The document's budget is spent.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void ChargeBytes(int bytes)
    {
        if (bytes > ExpressionLimits.ProducedBytesMax - Arena.Position)
        {
            throw ExpressionErrors.TooManyBytes();
        }
    }

    private void BeginBudget()
    {
        _steps = 0;
        _depth = 0;
    }
}
