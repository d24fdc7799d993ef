using WireSP.Bson;

namespace WireSP.Server.Workspace;

/// <summary>A stored stream processor: its definition, what it should do, and how it ended last. Immutable.</summary>
internal sealed record ProcessorRow
{
    /// <summary>24 hexadecimal digits; never changes.</summary>
    public required string Id { get; init; }

    /// <summary>Unique in the workspace.</summary>
    public required string Name { get; init; }

    /// <summary>Counts changes of the stored row: the compare of compare-and-set.</summary>
    public long Version { get; init; }

    /// <summary>The pipeline as given.</summary>
    public required BsonArray Pipeline { get; init; }

    /// <summary>Counts changes of the pipeline.</summary>
    public int PipelineVersion { get; init; } = 1;

    /// <summary>
    /// Options as given at creation or by later changes: tier, metadata field name, dead letter queue.
    /// </summary>
    public ProcessorOptions Options { get; init; } = ProcessorOptions.None;

    /// <summary>Whether it should run: it is started again when the server is.</summary>
    public bool IsWanted { get; init; }

    /// <summary>Whether it was ever started.</summary>
    public bool HasStarted { get; init; }

    /// <summary>The tier of the latest start; null before.</summary>
    public string? StartedTier { get; init; }

    /// <summary>Where the source begins without a checkpoint; null for where its stage says.</summary>
    public BsonDocument? StartPosition { get; init; }

    /// <summary>What it is when nothing of it runs and nothing should.</summary>
    public RestState RestState { get; init; }

    /// <summary>Why it failed; empty when it did not.</summary>
    public string ErrorMessage { get; init; } = "";

    /// <summary>The code of the failure; 0 for none.</summary>
    public int ErrorCode { get; init; }

    /// <summary>Whether starting it again may help.</summary>
    public bool IsErrorRetryable { get; init; }

    /// <summary>When the definition changed last.</summary>
    public required DateTimeOffset LastModified { get; init; }

    /// <summary>When the state changed last.</summary>
    public required DateTimeOffset LastStateChange { get; init; }

    /// <summary>Who changed the definition last; empty on an open server.</summary>
    public string ModifiedBy { get; init; } = "";
}
