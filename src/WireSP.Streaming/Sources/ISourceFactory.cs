using WireSP.Bson;

namespace WireSP.Streaming.Sources;

/// <summary>A parsed and validated <c>$source</c> stage; makes the source of each attempt to run it.</summary>
public interface ISourceFactory
{
    /// <summary>
    /// Name of the operator in statistics and dead letters, for example <c>KafkaConsumerOperator</c>.
    /// </summary>
    string OperatorName { get; }

    /// <summary>How long a partition may be silent before the watermark goes on without it; null for ever.</summary>
    TimeSpan? PartitionIdleTimeout => null;

    /// <summary>
    /// Creates the source for a simulation; null when documents come from outside and have to be handed in.
    /// </summary>
    ISelfTimedSource? CreateSelfTimed(TaskContext context) => null;

    /// <summary>
    /// What a partition's number stands for, for people: <c>{partition}</c> or <c>{topic, partition}</c>.
    /// </summary>
    BsonDocument DescribePartition(int number) => new BsonDocumentBuilder { { "partition", number } }.ToDocument();

    /// <summary>Creates a source that is not opened yet.</summary>
    ISource Create(TaskContext context);
}
