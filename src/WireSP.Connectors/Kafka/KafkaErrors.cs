using WireSP.Connectors.Kafka.Native;
using WireSP.Streaming;

namespace WireSP.Connectors.Kafka;

/// <summary>Makes the exceptions of the Kafka source and sink; their messages hold no secrets.</summary>
internal static class KafkaErrors
{
    /// <summary>
    /// Code of a connection that cannot be made or was lost (<c>StreamProcessorKafkaConnectionError</c>).
    /// </summary>
    public const int ConnectionCode = 419;

    /// <summary>Code of options that cannot work (<c>StreamProcessorInvalidOptions</c>).</summary>
    public const int OptionsCode = 420;

    /// <summary>Code of a sink with too many dynamic targets (<c>StreamProcessorTooManyOutputTargets</c>).</summary>
    public const int TargetsCode = 424;

    /// <summary>The native client library is not there.</summary>
    public static StreamProcessorException LibraryMissing(IReadOnlyList<string> candidates) => new(
        OptionsCode,
        FailureDomain.User,
        RetryPolicy.Never,
        "Kafka needs the native library librdkafka, which was not found. src/run.sh builds it into the user's cache; "
        + $"or name the file in {LibrdkafkaLoader.EnvironmentVariable}. Looked for: {string.Join(", ", candidates)}");

    /// <summary>A connection cannot be made or was lost; another attempt may succeed.</summary>
    public static StreamProcessorException Connection(string connectionName, string reason) => new(
        ConnectionCode,
        FailureDomain.External,
        RetryPolicy.WithBackoff,
        $"Kafka connection '{connectionName}': {reason}");

    /// <summary>
    /// A broker refused a record and so spoiled its transaction; another attempt writes the others without it.
    /// </summary>
    public static StreamProcessorException RecordRefused(string connectionName, string reason) => new(
        ConnectionCode,
        FailureDomain.Internal,
        RetryPolicy.WithBackoff,
        $"Kafka connection '{connectionName}': the broker refused a record inside a transaction ({reason}); the next "
        + "attempt makes a dead letter of it");

    /// <summary>The options cannot work, however often they are tried.</summary>
    public static StreamProcessorException Options(string message) =>
        new(OptionsCode, FailureDomain.User, RetryPolicy.Never, message);

    /// <summary>The topic does not exist, or has no partitions yet.</summary>
    public static StreamProcessorException NoPartitions(string connectionName, string topic) => Connection(
        connectionName,
        $"no partitions found for topic '{topic}': it does not exist, or the user may not read its description");

    /// <summary>The topics have more partitions than the tier allows.</summary>
    public static StreamProcessorException TooManyPartitions(int count, int max) => Options(
        $"the topics have {count} Kafka partitions, and the processor's tier allows {max}: "
        + "start it with a larger tier");

    /// <summary>A dynamic topic gave too many names.</summary>
    public static StreamProcessorException TooManyTopics(int max) => new(
        TargetsCode,
        FailureDomain.User,
        RetryPolicy.Never,
        $"$emit.topic gave more than {max} different topics: too many output targets");
}
