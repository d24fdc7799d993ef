using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Expressions.Updates;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Changes or takes away one document and answers it, as it was or as it is.</summary>
internal sealed class FindAndModifyCommand(CollectionService service) : ICommandHandler
{
    public static readonly CommandSpec Spec = new("findAndModify")
    {
        Summary = "Changes or takes away one document and answers it, as it was or as it is.",
        Aliases = ["findandmodify"],
        Fields =
        [
            "arrayFilters", "collation", "fields", "hint", "let", "new", "query", "remove", "sort", "update", "upsert",
        ],
        IgnoredFields = ["bypassDocumentValidation"],
        RequiredActions = [PrivilegeActions.Find, PrivilegeActions.Write],
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        CollectionTarget.CheckWriteConcern(request);
        CollectionTarget.CheckCollation(request.Body);
        var name = CollectionTarget.Of(request);
        NamespaceRules.CheckWritable(name);
        var arguments = new CommandArguments(request);
        _ = IndexHint.IsNatural(arguments.Find("hint"), service.Collections.Find(name));
        var projection = arguments.Document("fields");
        var reply = IsRemoval(request.Body)
            ? await RemoveAsync(name, arguments, projection, cancellationToken)
            : await UpdateAsync(name, arguments, projection, cancellationToken);
        return WriteReply.End(reply, service.Collections);
    }

    private static bool IsRemoval(BsonDocument body)
    {
        var removes = StatementFieldRules.Flag(body, "remove");
        var updates = !body["update"].IsMissing;
        var problem = (removes, updates) switch
        {
            (true, true) => "Cannot specify both an update and remove=true",
            (false, false) => "Either an update or remove=true must be specified",
            (true, _) when StatementFieldRules.Flag(
                body, "upsert") => "Cannot specify both upsert=true and remove=true",
            (true, _) when StatementFieldRules.Flag(body, "new") =>
                "Cannot specify both new=true and remove=true; 'remove' always returns the deleted document",
            _ => null,
        };
        return problem is null ? removes : throw new MongoCommandException(ErrorCode.FailedToParse, problem);
    }

    private async ValueTask<BsonDocumentBuilder> RemoveAsync(
        CollectionNamespace name,
        CommandArguments arguments,
        BsonDocument? projection,
        CancellationToken cancellationToken)
    {
        var query = arguments.Document("query") ?? BsonDocument.Empty;
        var sort = arguments.Document("sort");
        var let = CommandVariables.Read(arguments.Find("let"), service.Collections.Clock);
        var removed = await service.Collections.WriteAsync(
            transaction =>
            {
                var filter = DocumentFilter.Compile(query, transaction.Clock, let);
                if (transaction.Find(name) is not { } collection
                    || transaction.FindFirst(collection, filter, sort) is not { } found)
                {
                    return (BsonDocument?)null;
                }

                transaction.Delete(collection, found);
                return found.Body;
            },
            cancellationToken);
        return Reply(new BsonDocumentBuilder { { "n", removed is null ? 0 : 1 } }, removed, projection, let);
    }

    private async ValueTask<BsonDocumentBuilder> UpdateAsync(
        CollectionNamespace name,
        CommandArguments arguments,
        BsonDocument? projection,
        CancellationToken cancellationToken)
    {
        var let = CommandVariables.Read(arguments.Find("let"), service.Collections.Clock);
        var operation = UpdateCompiler.Compile(arguments.Find("update"), arguments.Find("arrayFilters"), let.Names);
        var statement = new UpdateStatement(arguments.Document("query") ?? BsonDocument.Empty, operation)
        {
            IsUpsert = arguments.Boolean("upsert") ?? false,
            Sort = arguments.Document("sort"),
            Let = let,
            Variables = let.Values,
        };
        var outcome = await service.Collections.WriteAsync(
            transaction => transaction.Update(name, statement), cancellationToken);
        var last = new BsonDocumentBuilder
        {
            { "n", outcome.Matched > 0 || outcome.IsUpserted ? 1 : 0 }, { "updatedExisting", outcome.Matched > 0 },
        };
        if (outcome.IsUpserted)
        {
            last.Add("upserted", outcome.After!.Value["_id"]);
        }

        return Reply(last, arguments.Boolean("new") ?? false ? outcome.After : outcome.Before, projection, let);
    }

    private BsonDocumentBuilder Reply(
        BsonDocumentBuilder last, BsonDocument? value, BsonDocument? projection, CommandVariables let)
    {
        var shown = value is { } document
            ? BsonValue.FromDocument(service.Collections.Project(document, projection, let))
            : BsonValue.Null;
        return new BsonDocumentBuilder { { "lastErrorObject", last.ToDocument() }, { "value", shown } };
    }
}
