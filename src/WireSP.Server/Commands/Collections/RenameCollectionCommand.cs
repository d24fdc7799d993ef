using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Gives a collection another name, in its database or another.</summary>
internal sealed class RenameCollectionCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("renameCollection")
    {
        Summary = "Gives a collection another name; dropTarget takes one of that name away first.",
        Fields = ["dropTarget", "to"],
        IgnoredFields = ["stayTemp"],
        RequiredActions = [PrivilegeActions.Write],
        AdminOnly = true,
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request);
        var from = Parse(arguments.Name);
        var to = Parse(arguments.Text("to") ?? throw CommandErrors.MissingField(Spec.Name, "to"));
        if (from == to)
        {
            throw new MongoCommandException(
                ErrorCode.IllegalOperation, "Can't rename a collection to itself");
        }

        var dropsTarget = arguments.Boolean("dropTarget") ?? false;
        _ = await service.Collections.WriteAsync(
            transaction =>
            {
                var collection = transaction.Find(from)
                    ?? throw new CollectionException(26, $"Source collection {from} does not exist");
                transaction.Rename(collection, to, dropsTarget);
                return true;
            },
            cancellationToken);
        return WriteReply.End(new BsonDocumentBuilder(), service.Collections);
    }

    private static CollectionNamespace Parse(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0
            ? new CollectionNamespace(name[..dot], name[(dot + 1)..])
            : throw new MongoCommandException(ErrorCode.InvalidNamespace, $"Invalid namespace specified '{name}'");
    }
}
