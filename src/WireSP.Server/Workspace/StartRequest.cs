namespace WireSP.Server.Workspace;

/// <summary>How a processor is to be started.</summary>
/// <param name="Tier">The tier for this start; null for that of the definition.</param>
/// <param name="ResumesFromCheckpoint">Whether the source goes on where it stood.</param>
internal sealed record StartRequest(string? Tier, bool ResumesFromCheckpoint)
{
    /// <summary>A start without options.</summary>
    public static readonly StartRequest Default = new(null, ResumesFromCheckpoint: true);
}
