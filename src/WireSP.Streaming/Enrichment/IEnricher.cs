namespace WireSP.Streaming.Enrichment;

/// <summary>
/// Asks the outside for something about documents, for one task. Called by one caller at a time; failures of the
/// outside world are <see cref="StreamProcessorException"/>s, failures of one document are refusals.
/// </summary>
public interface IEnricher : IAsyncDisposable
{
    /// <summary>Bytes that are kept between batches; counted against the tier.</summary>
    long HeldBytes => 0;

    /// <summary>How often a cache had the answer; null without one.</summary>
    CacheStatistics? Cache => null;

    /// <summary>Makes sure that the outside can be asked at all.</summary>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Answers or refuses documents from the first on, as many as can be held at once, and at least one.
    /// </summary>
    /// <param name="batch">The documents, which stay where they are until all of them are answered.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>How many.</returns>
    ValueTask<int> EnrichAsync(EnrichmentBatch batch, CancellationToken cancellationToken);
}
