using WireSP.Bson;

namespace WireSP.Wire.Commands;

/// <summary>Runs one command.</summary>
public interface ICommandHandler
{
    /// <summary>Answers a request; <c>ok: 1.0</c> is appended by the dispatcher when the reply has none.</summary>
    /// <exception cref="MongoCommandException">The command fails; becomes an error reply.</exception>
    ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken);
}
