using WireSP.Bson;

namespace WireSP.Streaming.Pipelines;

/// <summary>A pipeline that was checked and compiled. Immutable: each attempt to run it makes operators of its own.</summary>
public sealed class CompiledPipeline
{
    internal CompiledPipeline()
    {
    }

    /// <summary>Names of the connections that the pipeline uses, sorted.</summary>
    public IReadOnlyList<string> ConnectionNames { get; internal init; } = [];

    /// <summary>Sum of the stages' parallelism above 1, minus the number of such stages.</summary>
    public int AddedParallelism { get; internal init; }

    /// <summary>Whether the last stage is a sink.</summary>
    public bool HasSink { get; internal init; }

    /// <summary>The compiled plan, for people.</summary>
    public BsonDocument Explain() => new BsonDocumentBuilder { { "addedParallelism", AddedParallelism } }.ToDocument();
}
