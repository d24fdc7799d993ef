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
        AddedParallelism = Math.Max(0, (built.Sink?.Parallelism ?? 1) - 1);
    }

    /// <summary>Names of the connections that the pipeline uses, sorted.</summary>
    public IReadOnlyList<string> ConnectionNames { get; }

    /// <summary>Sum of the stages' parallelism above 1, minus the number of such stages.</summary>
    public int AddedParallelism { get; }

    /// <summary>Whether the last stage is a sink.</summary>
    public bool HasSink => Sink is not null;

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
    public BsonDocument Explain()
    {
        var writer = new BsonWriter();
        var root = writer.BeginDocument();
        var source = writer.BeginDocument("source"u8);
        writer.WriteString("operator"u8, Source.OperatorName);
        writer.WriteString("eventTime"u8, Time.Field is null ? "source" : "timeField");
        WriteFields(writer);
        writer.End(source);
        var stages = writer.BeginArray("stages"u8);
        for (var i = 0; i < Stages.Count; i++)
        {
            writer.WriteHeader(BsonType.Document, i);
            var stage = writer.BeginDocument();
            writer.WriteString("operator"u8, Stages[i].OperatorName);
            Stages[i].Explain(writer);
            writer.End(stage);
        }

        writer.End(stages);
        if (Sink is not null)
        {
            var sink = writer.BeginDocument("sink"u8);
            writer.WriteString("operator"u8, Sink.OperatorName);
            writer.WriteInt32("parallelism"u8, Sink.Parallelism);
            writer.End(sink);
        }

        writer.WriteInt32("addedParallelism"u8, AddedParallelism);
        writer.End(root);
        return writer.ToDocument();
    }

    private void WriteFields(BsonWriter writer)
    {
        var fields = writer.BeginArray("fieldsRead"u8);
        for (var i = 0; i < SourceScope.Fields.Paths.Count; i++)
        {
            writer.WriteValue(i, SourceScope.Fields.Paths[i]);
        }

        writer.End(fields);
    }
}
