using System.Runtime.CompilerServices;
using WireSP.Bson;

namespace WireSP.Expressions;

/// <content>What the evaluation of one document may cost.</content>
public sealed partial class EvaluationContext
{
    // Looking at the clock costs more than a step, so it is done once in so many.
    private const int StepsPerLook = 65_536;

    private long _steps;
    private long _lookAt;
    private long _firstLook;

    /// <summary>Steps that one document may take.</summary>
    internal long StepsMax { get; set; } = ExpressionLimits.StepsMax;

    /// <summary>Counts work that grows with the document's values.</summary>
    /// <exception cref="EvaluationException">The document's budget is spent.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Charge(int steps)
    {
        _steps += steps;
        if (_steps > _lookAt)
        {
            CheckBudget();
        }
    }

    /// <summary>Looks at the clock, after work that may have taken long for one step.</summary>
    /// <exception cref="EvaluationException">The document's budget is spent.</exception>
    internal void CheckTime()
    {
        var now = Clock.GetTimestamp();
        if (_firstLook == 0)
        {
            _firstLook = now;
        }
        else if (Clock.GetElapsedTime(_firstLook, now) > ExpressionLimits.EvaluationTimeMax)
        {
            throw ExpressionErrors.TooLong();
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

    private void CheckBudget()
    {
        if (_steps > StepsMax)
        {
            throw ExpressionErrors.TooManySteps(StepsMax);
        }

        CheckTime();
        _lookAt = Math.Min(_steps + StepsPerLook, StepsMax);
    }

    private void BeginBudget()
    {
        _steps = 0;
        _lookAt = Math.Min(StepsPerLook, StepsMax);
        _firstLook = 0;
        _depth = 0;
    }
}
