using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Adds indexes: unique ones are kept, others recorded so that programs that make them run.</summary>
internal sealed class CreateIndexesCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("createIndexes")
    {
        Summary = "Adds indexes to a collection: unique ones are enforced, others only recorded.",
        Fields = ["indexes"],
        IgnoredFields = ["commitQuorum"],
        RequiredActions = [PrivilegeActions.Write],
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var name = CollectionTarget.Of(request);
        var wanted = new List<BsonDocument>();
        foreach (var value in new CommandArguments(request).RequiredArray("indexes"))
        {
            wanted.Add(IndexSpec.Read(value));
        }

        if (wanted.Count == 0)
        {
            throw new MongoCommandException(ErrorCode.BadValue, "Must specify at least one index to create");
        }

        var reply = await service.Collections.WriteAsync(
            transaction => Create(transaction, name, wanted), cancellationToken);
        return WriteReply.End(reply, service.Collections);
    }

    private static BsonDocumentBuilder Create(
        LocalTransaction transaction, CollectionNamespace name, IReadOnlyList<BsonDocument> wanted)
    {
        var isNew = transaction.Find(name) is null;
        var collection = transaction.FindOrCreate(name);
        var before = collection.Indexes.Count;
        foreach (var spec in wanted)
        {
            if (!IsThere(collection, spec))
            {
                collection = transaction.AddIndex(collection, spec);
            }
        }

        var reply = new BsonDocumentBuilder
        {
            { "numIndexesBefore", before },
            { "numIndexesAfter", collection.Indexes.Count },
            { "createdCollectionAutomatically", isNew },
        };
        if (before == collection.Indexes.Count)
        {
            reply.Add("note", "all indexes already exist");
        }

        return reply;
    }

    private static bool IsThere(LocalCollection collection, BsonDocument spec)
    {
        var name = spec["name"].AsString;
        var key = spec["key"].AsDocument;
        foreach (var index in collection.Indexes)
        {
            var hasKey = BsonValueComparer.Compare(index.KeyPattern, key) == 0;
            if (index.Name == name)
            {
                return IndexSpec.IsSame(index.Spec, spec) || (hasKey && index.Name == LocalIndex.IdName)
                    ? true
                    : throw new CollectionException(
                        86, $"An existing index has the same name as the requested index: '{name}'");
            }

            if (hasKey && index.Name != LocalIndex.IdName)
            {
                throw new CollectionException(
                    85, $"Index already exists with a different name: {index.Name}");
            }
        }

        return key.CountElements() == 1 && key["_id"].IsNumber;
    }
}
