using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>A parsed <c>$source</c> over the changes of collections.</summary>
/// <param name="options">What is read.</param>
/// <param name="open">Takes a share in the connection's collections.</param>
internal sealed class ChangeSourceFactory(ChangeSourceOptions options, Func<ICollectionAccess> open) : ISourceFactory
{
    public string OperatorName => "ChangeStreamConsumerOperator";

    /// <summary>What is read.</summary>
    public ChangeSourceOptions Options => options;

    public BsonDocument DescribePartition(int number) => new BsonDocumentBuilder
    {
        { "db", options.Database ?? BsonValue.Missing },
        { "coll", options.Collections is [var only] ? only : BsonValue.Missing },
    }.ToDocument();

    public int Parallelism => Math.Max(1, options.CopyParallelism);

    public int CopiedCollections => options.IsCopyFirst ? options.Collections.Count : 0;

    public string? WindowRefusal => options.IsCopyFirst
        ? "initialSync copies documents of any age, which windows would take for late; copy with one processor and "
            + "open windows over the copy in another"
        : null;

    public BsonDocument? FindPosition(SourceStart start, out string refusal)
    {
        refusal = "";
        if (options.IsCopyFirst)
        {
            refusal = "'startAfter' and 'startAtOperationTime' cannot be used with 'initialSync', which begins the "
                + "stream where the copy begins";
            return null;
        }

        if (start.After is { } token)
        {
            return ChangePosition.After(token);
        }

        if (ChangeSourceParser.ReadTime(start.AtOperationTime) is { } time)
        {
            return ChangePosition.At(time);
        }

        refusal = "'startAtOperationTime' must be a timestamp or a date";
        return null;
    }

    public ISource Create(TaskContext context) => new ChangeStreamSource(options, open(), context);
}
