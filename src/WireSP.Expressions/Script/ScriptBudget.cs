using System.Runtime.CompilerServices;
using Jint;

namespace WireSP.Expressions.Script;

/// <summary>
/// Charges JavaScript to the budget of the document under evaluation: a step for each statement, the time that has
/// passed, and ahead of what makes much at once its bytes. The engine's own limit counts all other bytes.
/// </summary>
internal sealed class ScriptBudget : Constraint
{
    // A statement may walk megabytes, so the clock is looked at much more often than between operators.
    private const int StatementsPerLook = 8;
    private const int CharactersPerStep = 64;

    // An exception that is thrown on while it is handled, as the engine does wherever iterators are closed, takes a
    // dozen kilobytes for each of these places and gives none back before the last: most of a stack is kept. Threads
    // have 32 MiB of it (src/Directory.Build.props).
    private const int StackBytesMax = 512 * 1024;

    private EvaluationContext? _context;
    private nint _stackStart;
    private long _allocatedMax;
    private int _untilLook;

    /// <summary>Begins a call on behalf of a context's document; null ends it.</summary>
    public void Begin(EvaluationContext? context)
    {
        _context = context;
        _stackStart = StackPosition();
        _untilLook = StatementsPerLook;
        _allocatedMax = GC.GetAllocatedBytesForCurrentThread() + ExpressionLimits.ProducedBytesMax;
    }

    /// <inheritdoc/>
    public override void Check()
    {
        if (_context is not { } context)
        {
            return;
        }

        RequireStack();
        context.Charge(1);
        if (--_untilLook <= 0)
        {
            _untilLook = StatementsPerLook;
            context.CheckTime();
        }
    }

    /// <summary>Looks at steps, bytes and time, before something that takes more of them than a statement.</summary>
    /// <param name="characters">How much text it is going to make at most.</param>
    public void CheckCall(double characters)
    {
        if (_context is { } context)
        {
            RequireStack();
            context.Charge(1);
            Reserve(characters);
            context.CheckTime();
        }
    }

    /// <summary>Looks at all as often as between statements, for what takes as little.</summary>
    /// <param name="characters">How much text it walks.</param>
    public void Count(long characters)
    {
        if (_context is not { } context)
        {
            return;
        }

        RequireStack();
        context.Charge(1 + (int)Math.Min(characters / CharactersPerStep, int.MaxValue - 1));
        if (--_untilLook <= 0)
        {
            _untilLook = StatementsPerLook;
            Reserve(0);
            context.CheckTime();
        }
    }

    /// <inheritdoc/>
    public override void Reset()
    {
        // The document's budget goes on: the engine resets before each call, and a document may make many.
    }

    // Where a variable stands is all that can be known of the stack without asking the system.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static nint StackPosition()
    {
        byte here = 0;
        return Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref here);
    }

    private void RequireStack()
    {
        if (_stackStart - StackPosition() > StackBytesMax)
        {
            throw new InsufficientExecutionStackException("functions call each other too deep");
        }
    }

    private void Reserve(double characters)
    {
        if (GC.GetAllocatedBytesForCurrentThread() + (characters * sizeof(char)) > _allocatedMax)
        {
            throw ExpressionErrors.TooManyBytes();
        }
    }
}
