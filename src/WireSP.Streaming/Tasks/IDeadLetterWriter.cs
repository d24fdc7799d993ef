using WireSP.Bson;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// Writes dead letters to the collection that the user configured; gives each its <c>_id</c>. Waiting is back pressure:
/// no dead letter is ever dropped.
/// </summary>
public interface IDeadLetterWriter : IAsyncDisposable
{
    /// <summary>Connects, at the beginning of every attempt.</summary>
    /// <exception cref="StreamProcessorException">The collection is not reached.</exception>
    ValueTask OpenAsync(CancellationToken cancellationToken);

    /// <summary>Writes dead letters; they are on disk when this returns.</summary>
    /// <exception cref="StreamProcessorException">They cannot be written, though it was tried again.</exception>
    ValueTask WriteAsync(IReadOnlyList<BsonDocument> deadLetters, CancellationToken cancellationToken);
}
