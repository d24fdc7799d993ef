namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Numbers of retried writes and of transactions: one row for all sessions of the process, because the driver hands a
/// session on, and within one they must grow.
/// </summary>
internal static class MongoTransactionNumbers
{
    private static long _last;

    /// <summary>The next one.</summary>
    public static long Next() => Interlocked.Increment(ref _last);
}
