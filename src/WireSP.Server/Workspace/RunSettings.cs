using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Tasks;

namespace WireSP.Server.Workspace;

/// <summary>What a run of a processor is made of.</summary>
/// <param name="Pipeline">The compiled pipeline.</param>
/// <param name="Options">Options of the first attempt; later ones go on from where the one before came to.</param>
/// <param name="IsRetried">Whether a failed attempt may be followed by another.</param>
internal sealed record RunSettings(CompiledPipeline Pipeline, TaskOptions Options, bool IsRetried);
