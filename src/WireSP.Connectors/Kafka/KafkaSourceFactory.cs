using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Kafka;

/// <summary>A parsed <c>$source</c> over Kafka topics.</summary>
internal sealed class KafkaSourceFactory(KafkaSourceOptions options) : ISourceFactory
{
    public string OperatorName => "KafkaConsumerOperator";

    public TimeSpan? PartitionIdleTimeout => options.PartitionIdleTimeout;

    public BsonDocument DescribePartition(int number) => new BsonDocumentBuilder
    {
        { "topic", options.Topics[number % options.Topics.Count] },
        { "partition", number / options.Topics.Count },
    }.ToDocument();

    public ISource Create(TaskContext context) => new KafkaSource(options, context);
}
