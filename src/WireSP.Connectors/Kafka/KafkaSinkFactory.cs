using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Kafka;

/// <summary>A parsed <c>$emit</c> to Kafka topics.</summary>
internal sealed class KafkaSinkFactory(KafkaSinkOptions options) : ISinkFactory
{
    // Kept over the attempts of a run.
    private readonly KafkaRefusedRecords _refused = new();

    public string OperatorName => "KafkaEmitOperator";

    public int Parallelism => 1;

    public DeliveryGuarantee Delivery =>
        options.IsTransactional ? DeliveryGuarantee.ExactlyOnce : DeliveryGuarantee.AtLeastOnce;

    public ITargetDescriber CreateTargetDescriber(TimeProvider clock) => new KafkaTargetDescriber(options, clock);

    public ISink Create(TaskContext context) => options.IsTransactional && context.TakesCheckpoints
        ? new KafkaTransactionalSink(new KafkaSink(options, context, _refused), options, context)
        : new KafkaSink(options, context, null);
}
