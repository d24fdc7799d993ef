using WireSP.Streaming;

namespace WireSP.Connectors.Local;

/// <summary>Makes failures of the endpoint's own collections failures of the processor that met them.</summary>
internal static class LocalFailure
{
    /// <summary>Whether it is the disk's failure and not the request's.</summary>
    public static bool IsOfStorage(CollectionException failure) => failure.Code == CollectionErrors.StorageCode;

    /// <summary>Another attempt of the same processor writes now; this one must not.</summary>
    public static StreamProcessorException TakenOver(string connectionName, string owner) => new(
        CollectionErrors.StorageCode,
        FailureDomain.Internal,
        RetryPolicy.WithBackoff,
        $"connection '{connectionName}': another attempt of the stream processor {owner} has taken over");

    /// <summary>The failure that a processor sees: of storage it may be tried again, of a request not.</summary>
    public static StreamProcessorException Of(string connectionName, CollectionException failure) => new(
        failure.Code,
        IsOfStorage(failure) ? FailureDomain.External : FailureDomain.User,
        IsOfStorage(failure) ? RetryPolicy.WithBackoff : RetryPolicy.Never,
        $"connection '{connectionName}': {failure.Message}",
        failure);
}
