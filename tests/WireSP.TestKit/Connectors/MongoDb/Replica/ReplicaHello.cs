using WireSP.Bson;
using WireSP.Wire.Commands;

namespace WireSP.TestKit.Connectors.MongoDb.Replica;

/// <summary>What the primary of a replica set with one member says of itself.</summary>
/// <param name="address">Its address, <c>HOST:PORT</c>.</param>
internal sealed class ReplicaHello(Func<string> address) : ICommandHandler
{
    /// <summary>The command as a row of a server's table, in place of the built-in one.</summary>
    public CommandRegistration Registration => new(
        new CommandSpec("hello")
        {
            Aliases = ["isMaster", "ismaster"],
            AllowedBeforeAuthentication = true,
            TakesAnyField = true,
        },
        this);

    /// <summary>The newest protocol that it speaks; 21 is that of MongoDB 7.0.</summary>
    public int WireVersionMax { get; set; } = 21;

    /// <summary>Whether it knows <c>hello</c> by this name, as servers do since 4.4.2.</summary>
    public bool KnowsHello { get; set; } = true;

    /// <inheritdoc/>
    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!KnowsHello && !request.Body["hello"].IsMissing)
        {
            throw new MongoCommandException(ErrorCode.CommandNotFound, "no such command: 'hello'");
        }

        var hosts = new BsonArrayBuilder { address() };
        return new(new BsonDocumentBuilder
        {
            { "helloOk", KnowsHello },
            { "ismaster", true },
            { "isWritablePrimary", true },
            { "secondary", false },
            { "setName", "rs0" },
            { "setVersion", 1 },
            { "hosts", hosts.ToArray() },
            { "primary", address() },
            { "me", address() },
            { "maxBsonObjectSize", 16 * 1024 * 1024 },
            { "maxMessageSizeBytes", 48_000_000 },
            { "maxWriteBatchSize", 100_000 },
            { "logicalSessionTimeoutMinutes", 30 },
            { "minWireVersion", 0 },
            { "maxWireVersion", WireVersionMax },
            { "readOnly", false },
            { "ok", 1.0 },
        }.ToDocument());
    }
}
