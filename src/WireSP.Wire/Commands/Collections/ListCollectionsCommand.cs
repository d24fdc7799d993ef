using WireSP.Bson;

namespace WireSP.Wire.Commands.Collections;

/// <summary>The collections of a database: none.</summary>
internal sealed class ListCollectionsCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("listCollections")
    {
        Summary = "Lists the collections of a database.",
        IgnoredFields = ["authorizedCollections", "cursor", "filter", "nameOnly"],
        RequiredActions = [PrivilegeActions.ListCollections],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken) =>
        new(CommandReply.Cursor($"{request.Database}.$cmd.listCollections", BsonArray.Empty));
}
