namespace WireSP.Connectors.MongoDb;

/// <summary>Repeats what may be asked any number of times, while the network or an election fails it. Blocks.</summary>
internal static class MongoReads
{
    // Each chooses a server again and takes another socket. A network that cuts every second connection must not end
    // what opens a processor, which is started again only so often.
    private const int TriesMax = 5;

    /// <summary>Asks until there is an answer, or a failure that does not pass.</summary>
    /// <exception cref="MongoException">The cluster is not reached, or refuses.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between two tries.</exception>
    public static T Run<T>(Func<T> read, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return read();
            }
            catch (MongoException failure) when (failure.IsPassing && attempt < TriesMax)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }
        }
    }
}
