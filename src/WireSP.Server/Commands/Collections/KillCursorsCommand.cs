using WireSP.Bson;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Ends cursors of the user; one that is being read is ended too.</summary>
internal sealed class KillCursorsCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("killCursors")
    {
        Summary = "Ends cursors.",
        Fields = ["cursors"],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var cursors = new CommandArguments(request).RequiredArray("cursors");
        if (cursors.IsEmpty)
        {
            throw new MongoCommandException(
                ErrorCode.BadValue, "Must specify at least one cursor id in: { cursors: [] }");
        }

        var killed = new BsonArrayBuilder();
        var notFound = new BsonArrayBuilder();
        foreach (var id in cursors)
        {
            if (id.Type != BsonType.Int64)
            {
                throw CommandErrors.WrongType("killCursors.cursors", id.Type, BsonType.Int64);
            }

            (service.Cursors.Remove(id.AsInt64, request.Client) ? killed : notFound).Add(id);
        }

        return new(new BsonDocumentBuilder
        {
            { "cursorsKilled", killed.ToArray() },
            { "cursorsNotFound", notFound.ToArray() },
            { "cursorsAlive", BsonArray.Empty },
            { "cursorsUnknown", BsonArray.Empty },
            { "ok", 1.0 },
        }.ToDocument());
    }
}
