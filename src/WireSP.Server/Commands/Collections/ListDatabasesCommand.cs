using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Lists databases: those that hold collections, and <c>admin</c>, which commands are sent to.</summary>
internal sealed class ListDatabasesCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("listDatabases")
    {
        Summary = "Lists databases.",
        Fields = ["filter", "nameOnly"],
        IgnoredFields = ["authorizedDatabases"],
        AdminOnly = true,
        RequiredActions = [PrivilegeActions.ListCollections],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var arguments = new CommandArguments(request);
        var filter = DocumentFilter.Compile(
            arguments.Document("filter") ?? BsonDocument.Empty, service.Collections.Clock);
        var isNameOnly = arguments.Boolean("nameOnly") ?? false;
        var databases = new BsonArrayBuilder();
        long total = 0;
        foreach (var name in Names())
        {
            var bytes = isNameOnly ? 0 : SizeOf(name);
            var description = Describe(name, bytes);
            if (filter.Matches(description))
            {
                total += bytes;
                databases.Add(isNameOnly ? new BsonDocumentBuilder { { "name", name } }.ToDocument() : description);
            }
        }

        var reply = new BsonDocumentBuilder { { "databases", databases.ToArray() } };
        if (!isNameOnly)
        {
            reply.Add("totalSize", total);
            reply.Add("totalSizeMb", total / (1024 * 1024));
        }

        reply.Add("ok", 1.0);
        return new(reply.ToDocument());
    }

    private SortedSet<string> Names() =>
        new(service.Collections.All.Select(item => item.Name.Database).Append("admin"), StringComparer.Ordinal);

    private long SizeOf(string database) =>
        service.Collections.All.Where(item => item.Name.Database == database)
            .Sum(item => service.Collections.Measure(item).Bytes);

    private BsonDocument Describe(string name, long bytes) => new BsonDocumentBuilder
    {
        { "name", name },
        { "sizeOnDisk", bytes },
        { "empty", !service.Collections.All.Any(item => item.Name.Database == name) },
    }.ToDocument();
}
