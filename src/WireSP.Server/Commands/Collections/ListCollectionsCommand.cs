using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Lists the collections of a database.</summary>
internal sealed class ListCollectionsCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("listCollections")
    {
        Summary = "Lists the collections of a database.",
        Fields = ["filter", "nameOnly"],
        IgnoredFields = ["authorizedCollections", "cursor"],
        RequiredActions = [PrivilegeActions.ListCollections],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request);
        var filter = DocumentFilter.Compile(
            arguments.Document("filter") ?? BsonDocument.Empty, service.Collections.Clock);
        var isNameOnly = arguments.Boolean("nameOnly") ?? false;
        var found = new BsonArrayBuilder();
        foreach (var collection in service.Collections.All)
        {
            if (!string.Equals(collection.Name.Database, request.Database, StringComparison.Ordinal))
            {
                continue;
            }

            var description = collection.Describe();
            if (filter.Matches(description))
            {
                found.Add(isNameOnly ? NameOf(description) : description);
            }
        }

        return new(CommandReply.Cursor($"{request.Database}.$cmd.listCollections", found.ToArray()));
    }

    private static BsonDocument NameOf(BsonDocument description) => new BsonDocumentBuilder
    {
        { "name", description["name"] }, { "type", description["type"] },
    }.ToDocument();
}
