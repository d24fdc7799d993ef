using WireSP.Expressions.Script;

namespace WireSP.Expressions.Accumulators;

/// <summary>The functions of one <c>$accumulator</c> with their arguments. Stateless and shared.</summary>
/// <param name="Init">Gives the first state of a group.</param>
/// <param name="Accumulate">Gives the state with a document.</param>
/// <param name="Merge">Gives one state for two.</param>
/// <param name="Finish">Gives a state's result; null when it is the state.</param>
internal sealed record ScriptFunctions(ScriptBody Init, ScriptBody Accumulate, ScriptBody Merge, ScriptBody? Finish)
{
    /// <summary>What <see cref="Accumulate"/> gets beside the state.</summary>
    public required ScriptArguments Arguments { get; init; }

    /// <summary>What <see cref="Init"/> gets; null for nothing.</summary>
    public ScriptArguments? InitArguments { get; set; }

    /// <summary>What <see cref="InitArguments"/> read: of the group's key, as it is all that a group has.</summary>
    public CompileContext OfKey { get; } = new();

    /// <summary>Where states are merged: no expression looks at a document there.</summary>
    public CompileContext OfMerge { get; } = new();
}
