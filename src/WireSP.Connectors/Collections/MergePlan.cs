using WireSP.Bson;

namespace WireSP.Connectors.Collections;

/// <summary>What the writes of a <c>$merge</c> have in common.</summary>
/// <param name="On">Paths of the fields by which documents belong together; a unique index has exactly these.</param>
public sealed record MergePlan(IReadOnlyList<string> On)
{
    /// <summary>The update pipeline of <see cref="MergeMode.Pipeline"/>, as written; null without one.</summary>
    public BsonArray? Pipeline { get; init; }

    /// <summary>The variables that it may use, <c>new</c> among them unless the user named others.</summary>
    public IReadOnlyList<string> VariableNames { get; init; } = [];
}
