using WireSP.Bson;

namespace WireSP.Streaming.Pipelines;

/// <summary>A pipeline to compile and what decides which rules hold for it.</summary>
/// <param name="Pipeline">The stages as the user wrote them.</param>
/// <param name="IsEphemeral">Whether it is for <c>sp.process()</c>, which alone needs no sink.</param>
/// <param name="StreamMetaFieldName">The field that shows stream metadata in samples and dead letters.</param>
public sealed record PipelineRequest(
    BsonArray Pipeline,
    bool IsEphemeral,
    string StreamMetaFieldName = "_stream_meta")
{
    /// <summary>Whether stages run in the order written; tests compare with the order that is quicker.</summary>
    internal bool KeepsOrder { get; init; }
}
