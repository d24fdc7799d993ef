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

    public string? DeliveryCondition => options is { IsTransactional: true, Delivery: null, CanBeRefused: true }
        ? "where the cluster has transactions; else atLeastOnce"
        : null;

    public ITargetDescriber CreateTargetDescriber(TimeProvider clock) => new MergeTargetDescriber(options, clock);

    public ISink Create(TaskContext context) =>
        !options.IsTransactional || !context.TakesCheckpoints ? CreatePlain(context)
        : options.CanBeRefused ? new NegotiatedMergeSink(options, context, () => CreatePlain(context))
        : new TransactionalMergeSink(options, context);

    private CollectionSink CreatePlain(TaskContext context) =>
        new(options, access => new MergeWriter(options, access), context.Clock);
}
