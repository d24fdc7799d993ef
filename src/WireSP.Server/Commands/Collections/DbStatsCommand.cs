using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Says how large a database is.</summary>
internal sealed class DbStatsCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("dbStats")
    {
        Summary = "Says how many collections and documents a database has and how large they are.",
        Aliases = ["dbstats"],
        Fields = ["scale"],
        IgnoredFields = ["freeStorage"],
        RequiredActions = [PrivilegeActions.Find],
    };

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var scale = new CommandArguments(request).WholeNumber("scale", least: 1) ?? 1;
        var collections = service.Collections.All.Where(item => item.Name.Database == request.Database).ToList();
        long documents = 0;
        long bytes = 0;
        foreach (var size in collections.Select(service.Collections.Measure))
        {
            documents += size.Documents;
            bytes += size.Bytes;
        }

        return new(new BsonDocumentBuilder
        {
            { "db", request.Database },
            { "collections", collections.Count },
            { "views", 0 },
            { "objects", CollectionSizes.Number(documents) },
            { "avgObjSize", documents == 0 ? 0.0 : (double)bytes / documents },
            { "dataSize", (double)(bytes / scale) },
            { "storageSize", (double)(bytes / scale) },
            { "indexes", collections.Sum(item => item.Indexes.Count) },
            { "indexSize", 0.0 },
            { "totalSize", (double)(bytes / scale) },
            { "scaleFactor", (double)scale },
            { "ok", 1.0 },
        }.ToDocument());
    }
}
