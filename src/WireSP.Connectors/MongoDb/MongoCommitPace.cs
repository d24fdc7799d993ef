namespace WireSP.Connectors.MongoDb;

/// <summary>
/// How many writes one transaction should hold, so that it is over long before a cluster ends it (a minute, unless its
/// administrator says otherwise). Learned from those before; begins small.
/// </summary>
internal sealed class MongoCommitPace
{
    private const int WritesMin = 1_000;
    private const int WritesTop = 100_000;
    private const int NoSuchTransactionCode = 251;

    // The manual names what is too large for the cache, and no number.
    private const string TooLargeForCacheName = "TransactionTooLargeForCache";

    // With the writes that are under way when a commit is asked for this is still half of the limit.
    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(5);

    // Below that a measurement says more about the network than about the writes.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    // A transaction that is not there any more was ended by the cluster for its age, if it was this old.
    private static readonly TimeSpan Old = TimeSpan.FromSeconds(10);

    // Too large, too old.
    private static readonly int[] TooMuchCodes = [257, 290];

    private volatile int _writesMax = WritesMin;

    /// <summary>The number.</summary>
    public int WritesMax => _writesMax;

    /// <summary>Whether a transaction failed because it held too much.</summary>
    /// <param name="failure">How it failed.</param>
    /// <param name="elapsed">How long it lasted, from its first command on.</param>
    /// <param name="isCommitRepeated">Whether its commit was asked for once more.</param>
    public static bool IsTooMuch(MongoException failure, TimeSpan elapsed, bool isCommitRepeated) =>
        failure.IsFromServer
        && (TooMuchCodes.Contains(failure.Code)
            || MongoReply.Text(failure.Reply["codeName"]) == TooLargeForCacheName
            || (failure.Code == NoSuchTransactionCode && elapsed > Old && !isCommitRepeated));

    /// <summary>Learns how long a transaction took that was committed.</summary>
    public void Note(int writes, TimeSpan elapsed)
    {
        var allowed = writes * (Wanted / (elapsed > Shortest ? elapsed : Shortest));

        // A small transaction is no measure of a large one, unless it was slow nevertheless.
        var least = elapsed > Wanted ? WritesMin : _writesMax;
        var step = Math.Min(WritesTop, 4.0 * Math.Max(writes, _writesMax));
        _writesMax = (int)Math.Clamp(allowed, least, step);
    }
}
