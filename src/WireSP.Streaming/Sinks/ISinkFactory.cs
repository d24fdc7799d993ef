namespace WireSP.Streaming.Sinks;

/// <summary>A parsed and validated sink stage; makes the sink of each attempt to run it.</summary>
public interface ISinkFactory
{
    /// <summary>Name of the operator in statistics and dead letters, for example <c>KafkaEmitOperator</c>.</summary>
    string OperatorName { get; }

    /// <summary>The stage's <c>parallelism</c>; 1 when not given.</summary>
    int Parallelism { get; }

    /// <summary>
    /// Says where documents would be written, for runs that write nothing; null when the sink cannot say it.
    /// </summary>
    ITargetDescriber? CreateTargetDescriber(TimeProvider clock) => null;

    /// <summary>What a task that takes checkpoints promises of this sink.</summary>
    DeliveryGuarantee Delivery => DeliveryGuarantee.AtLeastOnce;

    /// <summary>What the promise depends on, for people; null when it holds in any case. The task knows more once the
    /// sink is open.</summary>
    string? DeliveryCondition => null;

    /// <summary>Creates a sink that is not opened yet.</summary>
    ISink Create(TaskContext context);
}
