using WireSP.Bson;

namespace WireSP.Streaming.Sources;

/// <summary>
/// Reads documents for one task. Called by one caller at a time; failures of the outside world are
/// <see cref="StreamProcessorException"/>s.
/// </summary>
public interface ISource : IAsyncDisposable
{
    /// <summary>
    /// Begins reading where <paramref name="position"/> says, or where the stage's settings say when it is null.
    /// </summary>
    /// <param name="position">What <see cref="Position"/> answered when a checkpoint was taken.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    ValueTask OpenAsync(BsonDocument? position, CancellationToken cancellationToken);

    /// <summary>
    /// Waits for documents and fills the batch with what is there, at most as much as it has room for. May return with
    /// an empty batch after a short wait, so that the task can look after time.
    /// </summary>
    /// <returns>False when there will never be more.</returns>
    ValueTask<bool> ReadAsync(SourceBatch batch, CancellationToken cancellationToken);

    /// <summary>
    /// Where reading stands after the last batch: what must be passed to <see cref="OpenAsync"/> to go on.
    /// </summary>
    BsonDocument Position { get; }

    /// <summary>
    /// Tells the source that everything up to a position has taken effect, for example to commit group offsets.
    /// </summary>
    ValueTask AcknowledgeAsync(BsonDocument position, CancellationToken cancellationToken);

    /// <summary>
    /// Appends what the source knows of itself to verbose statistics (<c>kafkaPartitions</c> and the like).
    /// </summary>
    void WriteStatistics(BsonWriter writer);

    /// <summary>Appends what belongs to the source's own row of verbose statistics (<c>targetStats</c>).</summary>
    void WriteOperatorStatistics(BsonWriter writer)
    {
    }
}
