using WireSP.Bson;
using WireSP.Wire.Authentication;
using WireSP.Wire.Handshake;

namespace WireSP.Wire.Commands.Diagnostics;

/// <summary>The users of a database, without anything of their passwords.</summary>
internal sealed class UsersInfoCommand(ServerFacts server) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("usersInfo")
    {
        Summary = "Lists users: all of the database with 1, one by name, or all with {forAllDBs: true}.",
        IgnoredFields =
            ["filter", "showAuthenticationRestrictions", "showCredentials", "showCustomData", "showPrivileges"],
        RequiredActions = [PrivilegeActions.ViewUser],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var users = new BsonArrayBuilder();
        foreach (var user in server.Users.Users.OrderBy(user => user.Name, StringComparer.Ordinal))
        {
            if (IsWanted(user, request))
            {
                users.Add(Describe(user));
            }
        }

        return new(new BsonDocumentBuilder { { "users", users.ToArray() }, { "ok", 1.0 } }.ToDocument());
    }

    private static bool IsWanted(UserCredentials user, CommandRequest request)
    {
        var argument = request.Argument;
        return argument.Type switch
        {
            BsonType.String => user.Database == request.Database && argument.AsString == user.Name,
            BsonType.Document when argument.AsDocument["forAllDBs"] is { Type: BsonType.Boolean, AsBoolean: true } =>
                true,
            BsonType.Document => IsNamed(argument.AsDocument, "user", user.Name)
                && IsNamed(argument.AsDocument, "db", user.Database),
            BsonType.Array => throw CommandErrors.WrongType("usersInfo", argument.Type, BsonType.String),
            _ => user.Database == request.Database,
        };
    }

    private static bool IsNamed(BsonDocument argument, string field, string expected) =>
        argument[field] is { Type: BsonType.String } name && name.AsString == expected;

    private static BsonDocument Describe(UserCredentials user)
    {
        var roles = new BsonArrayBuilder();
        foreach (var role in user.Roles)
        {
            roles.Add(new BsonDocumentBuilder { { "role", role }, { "db", "admin" } }.ToDocument());
        }

        var mechanisms = new BsonArrayBuilder();
        foreach (var credentials in user.Scram)
        {
            mechanisms.Add(credentials.Mechanism.Name);
        }

        return new BsonDocumentBuilder
        {
            { "_id", $"{user.Database}.{user.Name}" },
            { "user", user.Name },
            { "db", user.Database },
            { "roles", roles.ToArray() },
            { "mechanisms", mechanisms.ToArray() },
        }.ToDocument();
    }
}
