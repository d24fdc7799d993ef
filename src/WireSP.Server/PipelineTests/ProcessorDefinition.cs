using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Streaming;

namespace WireSP.Server.PipelineTests;

/// <summary>The pipeline of a file and what decides how it is read.</summary>
/// <param name="Name">The processor's name; dead letters show it.</param>
/// <param name="Pipeline">The stages.</param>
/// <param name="IsStored">Whether it is a processor that is created and kept, which needs a sink.</param>
internal sealed record ProcessorDefinition(string Name, BsonArray Pipeline, bool IsStored)
{
    /// <summary>The field that shows stream metadata.</summary>
    public string StreamMetaFieldName { get; init; } = ProcessorOptions.DefaultStreamMetaFieldName;

    /// <summary>How far ahead of the clock event times may be; null for any.</summary>
    public TimeSpan? EventTimeAheadMax { get; init; } = StreamingLimits.EventTimeAheadMax;

    /// <summary>Connections that the file declares: by name, their type and options.</summary>
    public IReadOnlyDictionary<string, BsonDocument> Connections { get; init; } =
        new Dictionary<string, BsonDocument>(StringComparer.Ordinal);
}
