using System.Runtime.InteropServices;

namespace WireSP.Connectors.Kafka.Native;

internal static unsafe partial class Librdkafka
{
    // Offsets that stand for a place instead of a number.
    public const long OffsetBeginning = -2;
    public const long OffsetEnd = -1;

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_new")]
    public static partial NativeTopicPartitionList* PartitionListNew(int capacity);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_add", StringMarshalling = StringMarshalling.Utf8)]
    public static partial NativeTopicPartition* PartitionListAdd(
        NativeTopicPartitionList* list, string topic, int partition);

    [LibraryImport(Name, EntryPoint = "rd_kafka_topic_partition_list_destroy")]
    public static partial void PartitionListDestroy(NativeTopicPartitionList* list);

    [LibraryImport(Name, EntryPoint = "rd_kafka_assign")]
    public static partial int Assign(nint client, NativeTopicPartitionList* partitions);

    // Answers an error object, or null.
    [LibraryImport(Name, EntryPoint = "rd_kafka_incremental_assign")]
    public static partial nint IncrementalAssign(nint client, NativeTopicPartitionList* partitions);

    [LibraryImport(Name, EntryPoint = "rd_kafka_offsets_for_times")]
    public static partial int OffsetsForTimes(nint client, NativeTopicPartitionList* partitions, int timeoutMs);

    [LibraryImport(Name, EntryPoint = "rd_kafka_get_watermark_offsets", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CachedOffsets(nint client, string topic, int partition, long* low, long* high);

    [LibraryImport(Name, EntryPoint = "rd_kafka_commit")]
    public static partial int Commit(nint client, NativeTopicPartitionList* offsets, int isAsynchronous);

    [LibraryImport(Name, EntryPoint = "rd_kafka_consume_batch_queue")]
    public static partial nint ConsumeBatch(nint queue, int timeoutMs, NativeMessage** messages, nuint capacity);

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_destroy")]
    public static partial void MessageDestroy(NativeMessage* message);

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_timestamp")]
    [SuppressGCTransition]
    public static partial long MessageTimestamp(NativeMessage* message, int* type);

    [LibraryImport(Name, EntryPoint = "rd_kafka_message_headers")]
    [SuppressGCTransition]
    public static partial int MessageHeaders(NativeMessage* message, nint* headers);

    [LibraryImport(Name, EntryPoint = "rd_kafka_header_get_all")]
    public static partial int HeaderGet(nint headers, nuint index, byte** name, byte** value, nuint* length);
}
