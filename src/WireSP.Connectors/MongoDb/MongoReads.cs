namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Repeats what may be asked any number of times, for a while, as long as the network or an election fails it. Blocks.
/// </summary>
internal static class MongoReads
{
    // As long as the writers of sinks do: a network that cuts connections now and then must not end what opens a
    // processor or goes on with its stream, because a processor is started again only so often.
    private static readonly TimeSpan RetryWindow = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan LastPause = TimeSpan.FromSeconds(1);

    /// <summary>Asks until there is an answer, or a failure that does not pass; twice at least.</summary>
    /// <param name="read">Asks; each time it chooses a server again and takes another socket.</param>
    /// <param name="clock">Clock of the pauses.</param>
    /// <param name="cancellationToken">Ends the pauses.</param>
    /// <exception cref="MongoException">The cluster is not reached, or refuses.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two tries.</exception>
    public static T Run<T>(Func<T> read, TimeProvider clock, CancellationToken cancellationToken)
    {
        var begin = clock.GetTimestamp();
        var isFirst = true;
        for (var pause = FirstPause; ; pause = pause * 2 < LastPause ? pause * 2 : LastPause)
        {
            try
            {
                return read();
            }
            catch (MongoException failure)
                when (failure.IsPassing && (isFirst || clock.GetElapsedTime(begin) + pause < RetryWindow))
            {
                isFirst = false;
            }

            Task.Delay(pause, clock, cancellationToken).GetAwaiter().GetResult();
        }
    }
}
