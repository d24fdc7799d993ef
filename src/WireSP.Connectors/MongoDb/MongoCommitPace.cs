namespace WireSP.Connectors.MongoDb;

/// <summary>
/// How many writes one transaction should hold, so that it is over long before a cluster ends it (a minute, unless its
/// administrator says otherwise). Learned from those before; begins small.
/// </summary>
internal sealed class MongoCommitPace
{
    private const int WritesMin = 1_000;

    // With the writes that are under way when a commit is asked for this is still half of the limit.
    private static readonly TimeSpan Wanted = TimeSpan.FromSeconds(5);

    // Below that a measurement says more about the network than about the writes.
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    private volatile int _writesMax = WritesMin;

    /// <summary>The number.</summary>
    public int WritesMax => _writesMax;

    /// <summary>Learns how long a transaction took, failed attempts included.</summary>
    public void Note(int writes, TimeSpan elapsed)
    {
        var allowed = writes * (Wanted / (elapsed > Shortest ? elapsed : Shortest));

        // A small transaction is no measure of a large one.
        _writesMax = (int)Math.Clamp(allowed, WritesMin, Math.Max(WritesMin, 4.0 * Math.Max(writes, _writesMax)));
    }
}
