using WireSP.Bson;

namespace WireSP.Wire.Commands.Diagnostics;

/// <summary>Who the client is logged in as.</summary>
internal sealed class ConnectionStatusCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("connectionStatus")
    {
        Summary = "Says who the connection is authenticated as and with which roles.",
        Fields = ["showPrivileges"],
        AllowedBeforeAuthentication = true,
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var users = new BsonArrayBuilder();
        var roles = new BsonArrayBuilder();
        if (request.Client.User is { } user)
        {
            users.Add(new BsonDocumentBuilder { { "user", user.Name }, { "db", user.Database } }.ToDocument());
            foreach (var role in user.Roles)
            {
                roles.Add(new BsonDocumentBuilder { { "role", role }, { "db", "admin" } }.ToDocument());
            }
        }

        var status = new BsonDocumentBuilder
        {
            { "authenticatedUsers", users.ToArray() }, { "authenticatedUserRoles", roles.ToArray() },
        };
        if (request.Body["showPrivileges"] is { Type: BsonType.Boolean, AsBoolean: true })
        {
            status.Add("authenticatedUserPrivileges", BsonArray.Empty);
        }

        return new(new BsonDocumentBuilder { { "authInfo", status.ToDocument() }, { "ok", 1.0 } }.ToDocument());
    }
}
