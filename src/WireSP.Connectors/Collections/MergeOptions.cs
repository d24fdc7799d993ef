using WireSP.Expressions;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Collections;

/// <summary>A parsed sink that writes to collections: a <c>$merge</c>, unless it says otherwise.</summary>
/// <param name="Connection">The connection.</param>
/// <param name="Connector">Opens the connection's collections.</param>
/// <param name="Target">Gives the collection.</param>
internal sealed record MergeOptions(
    ConnectionDefinition Connection, ICollectionConnector Connector, TargetExpressions Target)
{
    /// <summary>The stage, for messages.</summary>
    public string StageName { get; init; } = "$merge";

    /// <summary>What all writes have in common.</summary>
    public required MergePlan Plan { get; init; }

    /// <summary>Whether the user says by which fields documents belong together; else a sharded collection does.
    /// </summary>
    public bool IsOnWritten { get; init; }

    /// <summary>The variables of the pipeline; null without a pipeline.</summary>
    public MergeVariables? Variables { get; init; }

    /// <summary>What happens to a document that is there, unless <see cref="MatchedChoice"/> says.</summary>
    public MergeMode WhenMatched { get; init; }

    /// <summary>Says for each document what happens to the one that is there; null when that never differs.
    /// </summary>
    public Expression? MatchedChoice { get; init; }

    /// <summary>Whether a document is inserted that matches none, unless <see cref="NotMatchedChoice"/> says.</summary>
    public bool IsInserted { get; init; } = true;

    /// <summary>Says for each document whether it is inserted; null when it is always the same.</summary>
    public Expression? NotMatchedChoice { get; init; }

    /// <summary>Writers at a time.</summary>
    public int Parallelism { get; init; } = 1;

    /// <summary>What the stage asks for; null for what suits it.</summary>
    public DeliveryGuarantee? Delivery { get; init; }

    /// <summary>
    /// Whether a document that is merged once more changes nothing, so that it does no harm after a crash. A pipeline
    /// may add; a deletion that inserts what it does not find would find it the next time; and which of two documents
    /// was inserted or discarded may come out otherwise when both are merged again.
    /// </summary>
    public bool IsRepeatable => WhenMatched != MergeMode.Pipeline
        && MatchedChoice is null
        && NotMatchedChoice is null
        && (WhenMatched != MergeMode.Delete || !IsInserted);

    /// <summary>
    /// Whether writes are held back and committed together with the checkpoint that covers them, where the server can.
    /// </summary>
    public bool IsTransactional => Connector.CommitsWithCheckpoints != CommitSupport.Never
        && (Delivery is { } asked ? asked == DeliveryGuarantee.ExactlyOnce : !IsRepeatable);

    /// <summary>Whether only the server that the connection leads to knows that writes can be committed so.</summary>
    public bool CanBeRefused => Connector.CommitsWithCheckpoints == CommitSupport.WhereTheServerCan;
}
