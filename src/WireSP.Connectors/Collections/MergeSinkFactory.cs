using WireSP.Streaming;
using WireSP.Streaming.Sinks;

namespace WireSP.Connectors.Collections;

/// <summary>A parsed <c>$merge</c>.</summary>
internal sealed class MergeSinkFactory(MergeOptions options) : ISinkFactory
{
    public string OperatorName => "MergeOperator";

    public int Parallelism => options.Parallelism;

    public DeliveryGuarantee Delivery =>
        options.IsTransactional ? DeliveryGuarantee.ExactlyOnce : DeliveryGuarantee.AtLeastOnce;

    public ITargetDescriber CreateTargetDescriber(TimeProvider clock) => new MergeTargetDescriber(options, clock);

    public ISink Create(TaskContext context) => options.IsTransactional && context.TakesCheckpoints
        ? new TransactionalMergeSink(options, context)
        : new CollectionSink(options, access => new MergeWriter(options, access), context.Clock);
}
