using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Kafka;

/// <summary>A parsed <c>$emit</c> to Kafka topics.</summary>
internal sealed class KafkaSinkFactory(KafkaSinkOptions options) : ISinkFactory
{
    public string OperatorName => "KafkaEmitOperator";

    public int Parallelism => 1;

    public ITargetDescriber CreateTargetDescriber(TimeProvider clock) => new KafkaTargetDescriber(options, clock);

    public ISink Create(TaskContext context) => new KafkaSink(options, context);
}
