using WireSP.Bson;

namespace WireSP.Wire.Commands.Sessions;

/// <summary>Ends cursors; every reply here is whole in its first batch, so none of them is ever open.</summary>
internal sealed class KillCursorsCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("killCursors")
    {
        Summary = "Ends cursors; none outlives its first batch.",
        Fields = ["cursors"],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var cursors = request.Body["cursors"];
        if (cursors.Type != BsonType.Array)
        {
            throw cursors.IsMissing
                ? CommandErrors.MissingField(Spec.Name, "cursors")
                : CommandErrors.WrongType("killCursors.cursors", cursors.Type, BsonType.Array);
        }

        return new(new BsonDocumentBuilder
        {
            { "cursorsKilled", BsonArray.Empty },
            { "cursorsNotFound", cursors.AsArray },
            { "cursorsAlive", BsonArray.Empty },
            { "cursorsUnknown", BsonArray.Empty },
            { "ok", 1.0 },
        }.ToDocument());
    }
}
