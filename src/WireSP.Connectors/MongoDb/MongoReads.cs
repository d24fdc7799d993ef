using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Repeats what may be asked any number of times, for a while, as long as the network or an election fails it. Blocks.
/// </summary>
internal static class MongoReads
{
    /// <summary>Asks until there is an answer, or a failure that does not pass; twice at least.</summary>
    /// <param name="read">Asks; each time it chooses a server again and takes another socket.</param>
    /// <param name="clock">Clock of the pauses.</param>
    /// <param name="cancellationToken">Ends the pauses.</param>
    /// <exception cref="MongoException">The cluster is not reached, or refuses.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two tries.</exception>
    public static T Run<T>(Func<T> read, TimeProvider clock, CancellationToken cancellationToken)
    {
        var pauses = new RetryPauses(clock);
        var isFirst = true;
        while (true)
        {
            try
            {
                return read();
            }
            catch (MongoException failure)
                when (failure.IsPassing && (isFirst || pauses.HasNext))
            {
                isFirst = false;
            }

            pauses.WaitAsync(cancellationToken).GetAwaiter().GetResult();
        }
    }
}
