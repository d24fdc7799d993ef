using WireSP.Streaming.Sources;

namespace WireSP.Server.Workspace;

/// <summary>How a processor is to be started.</summary>
/// <param name="Tier">The tier for this start; null for that of the definition.</param>
/// <param name="ResumesFromCheckpoint">Whether it goes on where it stood.</param>
internal sealed record StartRequest(string? Tier, bool ResumesFromCheckpoint)
{
    /// <summary>A start without options.</summary>
    public static readonly StartRequest Default = new(null, ResumesFromCheckpoint: true);

    /// <summary>The checkpoint to return to, by number or name; null for the latest one.</summary>
    public string? FromCheckpoint { get; init; }

    /// <summary>Where the source begins; null for where the checkpoint or its stage says.</summary>
    public SourceStart? SourceStart { get; init; }

    /// <summary>Whether all checkpoints are deleted first.</summary>
    public bool ClearsCheckpoints { get; init; }
}
