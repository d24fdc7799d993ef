using System.Runtime.InteropServices;

namespace WireSP.Connectors.Kafka.Native;

/// <summary>Error numbers of librdkafka (negative) and of the Kafka protocol (positive) that we tell apart.</summary>
internal static unsafe class KafkaError
{
    public const int None = 0;
    public const int Transport = -195;
    public const int Resolve = -193;
    public const int MessageTimedOut = -192;
    public const int PartitionEnd = -191;
    public const int UnknownPartition = -190;
    public const int UnknownTopic = -188;
    public const int AllBrokersDown = -187;
    public const int InvalidArgument = -186;
    public const int TimedOut = -185;
    public const int QueueFull = -184;
    public const int Ssl = -181;
    public const int Authentication = -169;
    public const int PurgedFromQueue = -152;
    public const int PurgedInFlight = -151;
    public const int Fatal = -150;
    public const int AutoOffsetReset = -140;

    public const int OffsetOutOfRange = 1;
    public const int InvalidMessage = 2;
    public const int UnknownTopicOrPartition = 3;
    public const int InvalidMessageSize = 4;
    public const int LeaderNotAvailable = 5;
    public const int MessageTooLarge = 10;
    public const int InvalidTopic = 17;
    public const int RecordListTooLarge = 18;
    public const int TopicAuthorizationFailed = 29;
    public const int GroupAuthorizationFailed = 30;
    public const int ClusterAuthorizationFailed = 31;
    public const int InvalidTimestamp = 32;
    public const int UnsupportedForMessageFormat = 43;
    public const int PolicyViolation = 44;
    public const int SaslAuthenticationFailed = 58;
    public const int InvalidRecord = 87;

    /// <summary>The library's sentence for an error.</summary>
    public static string Describe(int error) => Text(Librdkafka.ErrorText(error));

    /// <summary>Text that the library owns.</summary>
    public static string Text(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? string.Empty;
}
