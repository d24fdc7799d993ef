using System.Runtime.CompilerServices;

namespace WireSP.Expressions;

/// <content>What the evaluation of one document may cost.</content>
public sealed partial class EvaluationContext
{
    private long _steps;

    /// <summary>Counts work that grows with the document's values.</summary>
    /// <exception cref="EvaluationException">The document's budget is spent.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Charge(int steps)
    {
        _steps += steps;
        if (_steps > ExpressionLimits.StepsMax)
        {
            throw ExpressionErrors.TooManySteps();
        }
    }

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
