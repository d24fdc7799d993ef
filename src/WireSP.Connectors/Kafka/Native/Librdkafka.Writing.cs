using System.Runtime.InteropServices;

namespace WireSP.Connectors.Kafka.Native;

internal static unsafe partial class Librdkafka
{
    // The library copies key and value before the call returns.
    public const int MessageFlagCopy = 2;

    public const int PartitionUnassigned = -1;

    public const int PurgeQueueAndInFlight = 3;

    // Answers an error object, or null.
    [LibraryImport(Name, EntryPoint = "rd_kafka_produceva")]
    public static partial nint Produce(nint client, NativeProduceField* fields, nuint count);

    [LibraryImport(Name, EntryPoint = "rd_kafka_headers_new")]
    public static partial nint HeadersNew(nuint capacity);

    [LibraryImport(Name, EntryPoint = "rd_kafka_headers_destroy")]
    public static partial void HeadersDestroy(nint headers);

    [LibraryImport(Name, EntryPoint = "rd_kafka_header_add")]
    public static partial int HeaderAdd(nint headers, byte* name, nint nameLength, byte* value, nint valueLength);

    [LibraryImport(Name, EntryPoint = "rd_kafka_purge")]
    public static partial int Purge(nint client, int flags);

    [LibraryImport(Name, EntryPoint = "rd_kafka_flush")]
    public static partial int Flush(nint client, int timeoutMs);
}
