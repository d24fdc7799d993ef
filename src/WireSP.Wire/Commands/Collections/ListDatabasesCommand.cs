using WireSP.Bson;

namespace WireSP.Wire.Commands.Collections;

/// <summary>The one database that every workspace has: <c>admin</c>, which commands are sent to.</summary>
internal sealed class ListDatabasesCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("listDatabases")
    {
        Summary = "Lists databases.",
        Fields = ["nameOnly"],
        IgnoredFields = ["authorizedDatabases", "filter"],
        AdminOnly = true,
        RequiredActions = [PrivilegeActions.ListCollections],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var database = new BsonDocumentBuilder { { "name", "admin" } };
        var reply = new BsonDocumentBuilder();
        if (request.Body["nameOnly"] is { Type: BsonType.Boolean, AsBoolean: true })
        {
            reply.Add("databases", new BsonArrayBuilder { database.ToDocument() }.ToArray());
        }
        else
        {
            database.Add("sizeOnDisk", 0);
            database.Add("empty", true);
            reply.Add("databases", new BsonArrayBuilder { database.ToDocument() }.ToArray());
            reply.Add("totalSize", 0L);
        }

        reply.Add("ok", 1.0);
        return new(reply.ToDocument());
    }
}
