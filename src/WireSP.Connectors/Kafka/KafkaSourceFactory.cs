using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Kafka;

/// <summary>A parsed <c>$source</c> over Kafka topics.</summary>
internal sealed class KafkaSourceFactory(KafkaSourceOptions options) : ISourceFactory
{
    public string OperatorName => "KafkaConsumerOperator";

    public TimeSpan? PartitionIdleTimeout => options.PartitionIdleTimeout;

    public ISource Create(TaskContext context) => new KafkaSource(options, context);
}
