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

    public ISource Create(TaskContext context) => new ChangeStreamSource(options, open(), context);
}
