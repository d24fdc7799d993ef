using WireSP.Bson;

namespace WireSP.Streaming.Tasks;

/// <summary>Writes dead letters to the collection that the user configured; gives each its <c>_id</c>.</summary>
public interface IDeadLetterWriter
{
    /// <summary>Writes one dead letter; its bytes are reused when this returns.</summary>
    /// <exception cref="StreamProcessorException">The collection cannot be written.</exception>
    ValueTask WriteAsync(BsonDocument deadLetter, CancellationToken cancellationToken);
}
