using System.Collections.Frozen;
using WireSP.Bson;

namespace WireSP.Connectors.Collections;

/// <summary>What the writes of a <c>$merge</c> have in common.</summary>
/// <param name="On">Paths of the fields by which documents belong together; a unique index has exactly these.</param>
public sealed record MergePlan(IReadOnlyList<string> On)
{
    /// <summary>
    /// The shard keys of collections where documents belong together by these and <c>_id</c>, and not by
    /// <see cref="On"/>. Grows while documents are merged; a collection is in it before its first document is.
    /// </summary>
    public IReadOnlyDictionary<CollectionNamespace, IReadOnlyList<string>> ShardKeys { get; init; } =
        FrozenDictionary<CollectionNamespace, IReadOnlyList<string>>.Empty;

    /// <summary>The update pipeline of <see cref="MergeMode.Pipeline"/>, as written; null without one.</summary>
    public BsonArray? Pipeline { get; init; }

    /// <summary>The variables that it may use, <c>new</c> among them unless the user named others.</summary>
    public IReadOnlyList<string> VariableNames { get; init; } = [];
}
