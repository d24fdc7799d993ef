using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;
using WireSP.Streaming.Stages;

namespace WireSP.Streaming.Pipelines;

/// <summary>
/// A pipeline that was checked and compiled. Immutable: each attempt to run it makes operators of its own.
/// </summary>
public sealed class CompiledPipeline
{
    internal CompiledPipeline(PipelineBuilder built, CompileContext sourceScope, PipelineRequest request)
    {
        Source = built.Source!;
        Sink = built.Sink;
        Time = built.Time;
        Stages = built.Stages;
        SourceScope = sourceScope;
        StreamMetaFieldName = request.StreamMetaFieldName;
        ReadsMetadata = MetadataUse.IsIn(request.Pipeline);
        ConnectionNames = built.Environment.UsedConnections;
        foreach (var stage in Stages)
        {
            if (stage is ThrottlePlan throttle)
            {
                BatchDocumentsMax = Math.Min(BatchDocumentsMax, throttle.BatchDocumentsMax);
                BatchBytesMax = Math.Min(BatchBytesMax, throttle.BatchBytesMax);
            }
        }

        AddedParallelism = Math.Max(0, (built.Sink?.Parallelism ?? 1) - 1)
            + Math.Max(0, Source.Parallelism - 1)
            + Stages.Sum(stage => Math.Max(0, stage.Parallelism - 1));
    }

    /// <summary>Names of the connections that the pipeline uses, sorted.</summary>
    public IReadOnlyList<string> ConnectionNames { get; }

    /// <summary>Sum of the stages' parallelism above 1, minus the number of such stages.</summary>
    public int AddedParallelism { get; }

    /// <summary>Whether the last stage is a sink.</summary>
    public bool HasSink => Sink is not null;

    /// <summary>The source, for what its partitions are called.</summary>
    public ISourceFactory SourceDescription => Source;

    /// <summary>Documents after which the source hands a batch over.</summary>
    internal int BatchDocumentsMax { get; } = StreamingLimits.BatchDocumentsMax;

    /// <summary>Bytes after which the source hands a batch over.</summary>
    internal int BatchBytesMax { get; } = StreamingLimits.BatchBytesMax;

    /// <summary>
    /// What a task that takes checkpoints promises of its sink; null without one, and where only the open sink knows.
    /// </summary>
    public DeliveryGuarantee? Delivery => Sink is { DeliveryCondition: null } ? Sink.Delivery : null;

    internal ISourceFactory Source { get; }

    internal ISinkFactory? Sink { get; }

    internal SourceTime Time { get; }

    /// <summary>The stages between source and sink.</summary>
    internal IReadOnlyList<StagePlan> Stages { get; }

    /// <summary>What is read of documents as the source delivers them.</summary>
    internal CompileContext SourceScope { get; }

    internal string StreamMetaFieldName { get; }

    internal bool ReadsMetadata { get; }

    /// <summary>The compiled plan, for people.</summary>
    public BsonDocument Explain() => PlanExplanation.Write(this);
}
