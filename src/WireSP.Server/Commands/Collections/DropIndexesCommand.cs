using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Takes indexes away, by name, by key, or all of them but the one on <c>_id</c>.</summary>
internal sealed class DropIndexesCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("dropIndexes")
    {
        Summary = "Takes indexes of a collection away.",
        Aliases = ["deleteIndexes"],
        Fields = ["index"],
        RequiredActions = [PrivilegeActions.Write],
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var name = CollectionTarget.Of(request);
        var wanted = request.Body["index"];
        if (wanted.IsMissing)
        {
            throw CommandErrors.MissingField(Spec.Name, "index");
        }

        var before = await service.Collections.WriteAsync(
            transaction =>
            {
                var collection = transaction.Find(name)
                    ?? throw new CollectionException(26, $"ns not found {name}");
                var count = collection.Indexes.Count;
                foreach (var index in Meant(collection, wanted))
                {
                    collection = transaction.DropIndex(collection, index);
                }

                return count;
            },
            cancellationToken);
        return WriteReply.End(new BsonDocumentBuilder { { "nIndexesWas", before } }, service.Collections);
    }

    private static List<LocalIndex> Meant(LocalCollection collection, BsonValue wanted)
    {
        if (wanted.Type == BsonType.String && wanted.AsString == "*")
        {
            return [.. collection.Indexes.Where(index => index.Name != LocalIndex.IdName)];
        }

        if (wanted.Type != BsonType.Array)
        {
            return [One(collection, wanted)];
        }

        var all = new List<LocalIndex>();
        foreach (var item in wanted.AsArray)
        {
            all.Add(One(collection, item));
        }

        return all;
    }

    private static LocalIndex One(LocalCollection collection, BsonValue wanted)
    {
        var index = wanted.Type switch
        {
            BsonType.String => collection.FindIndex(wanted.AsString),
            BsonType.Document => collection.Indexes.FirstOrDefault(
                item => BsonValueComparer.Compare(item.KeyPattern, wanted.AsDocument) == 0),
            _ => throw CommandErrors.WrongType("dropIndexes.index", wanted.Type, BsonType.String),
        };
        if (index is null)
        {
            var said = wanted.Type == BsonType.String ? $"name [{wanted.AsString}]" : "key";
            throw new CollectionException(27, $"index not found with {said}");
        }

        return index.Name == LocalIndex.IdName
            ? throw new CollectionException(72, "cannot drop _id index")
            : index;
    }
}
