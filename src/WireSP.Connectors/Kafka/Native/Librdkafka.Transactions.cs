using System.Runtime.InteropServices;

namespace WireSP.Connectors.Kafka.Native;

internal static unsafe partial class Librdkafka
{
    // Each of the five answers an error object, or null; one that timed out goes on when it is called again.
    [LibraryImport(Name, EntryPoint = "rd_kafka_init_transactions")]
    public static partial nint InitTransactions(nint client, int timeoutMs);

    [LibraryImport(Name, EntryPoint = "rd_kafka_begin_transaction")]
    public static partial nint BeginTransaction(nint client);

    [LibraryImport(Name, EntryPoint = "rd_kafka_send_offsets_to_transaction")]
    public static partial nint SendOffsetsToTransaction(
        nint client, NativeTopicPartitionList* offsets, nint groupMetadata, int timeoutMs);

    [LibraryImport(Name, EntryPoint = "rd_kafka_commit_transaction")]
    public static partial nint CommitTransaction(nint client, int timeoutMs);

    [LibraryImport(Name, EntryPoint = "rd_kafka_abort_transaction")]
    public static partial nint AbortTransaction(nint client, int timeoutMs);

    [LibraryImport(
        Name, EntryPoint = "rd_kafka_consumer_group_metadata_new", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GroupMetadataNew(string group);

    [LibraryImport(Name, EntryPoint = "rd_kafka_consumer_group_metadata_destroy")]
    public static partial void GroupMetadataDestroy(nint metadata);

    [LibraryImport(Name, EntryPoint = "rd_kafka_committed")]
    public static partial int Committed(nint client, NativeTopicPartitionList* partitions, int timeoutMs);

    [LibraryImport(Name, EntryPoint = "rd_kafka_error_is_retriable")]
    public static partial int ErrorObjectIsRetriable(nint error);
}
