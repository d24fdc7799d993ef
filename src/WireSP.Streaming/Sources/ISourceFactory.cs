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

    /// <summary>How many readers the stage asks for; 1 when it does not say.</summary>
    int Parallelism => 1;

    /// <summary>Collections that are copied before the stream.</summary>
    int CopiedCollections => 0;

    /// <summary>Why no window may follow; null when one may.</summary>
    string? WindowRefusal => null;

    /// <summary>The position at which a source begins where a user says.</summary>
    /// <param name="start">What the user says.</param>
    /// <param name="refusal">Why it cannot begin there; empty when it can.</param>
    /// <returns>Null when it cannot.</returns>
    BsonDocument? FindPosition(SourceStart start, out string refusal)
    {
        refusal = "'startAfter' and 'startAtOperationTime' are for change stream sources";
        return null;
    }

    /// <summary>Creates a source that is not opened yet.</summary>
    ISource Create(TaskContext context);
}
