using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>Takes documents away, one or all that match.</summary>
internal sealed class DeleteCommand(CollectionService service) : ICommandHandler
{
    private static readonly string[] StatementFields = ["collation", "hint", "limit", "q"];

    public static readonly CommandSpec Spec = new("delete")
    {
        Summary = "Takes away one document that matches, or all of them; answers when that is on disk.",
        Fields = ["deletes", "let", "ordered"],
        RequiredActions = [PrivilegeActions.Write],
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        CollectionTarget.CheckWriteConcern(request);
        var name = CollectionTarget.Of(request);
        NamespaceRules.CheckWritable(name);
        var let = CommandVariables.Read(request.Body["let"], service.Collections.Clock);
        var batch = new WriteBatch(new CommandArguments(request), "deletes");
        var deleted = 0;
        var errors = await service.Collections.WriteAsync(
            transaction => batch.Run((statement, _) => deleted += Delete(transaction, name, statement, let)),
            cancellationToken);
        var reply = new BsonDocumentBuilder { { "n", deleted } };
        errors.AddTo(reply);
        return WriteReply.End(reply, service.Collections);
    }

    private static int Delete(
        LocalTransaction transaction, CollectionNamespace name, BsonDocument statement, CommandVariables let)
    {
        StatementFieldRules.Check("delete.deletes", statement, StatementFields);
        CollectionTarget.CheckCollation(statement);
        if (statement["q"] is not { Type: BsonType.Document } query)
        {
            throw CommandErrors.MissingField("delete.deletes", "q");
        }

        var isOne = StatementFieldRules.IsOne(statement["limit"]);
        var collection = transaction.Find(name);
        _ = IndexHint.IsNatural(statement["hint"], collection);
        var filter = DocumentFilter.Compile(query.AsDocument, transaction.Clock, let);
        if (collection is null)
        {
            return 0;
        }

        var count = 0;
        foreach (var document in transaction.Scan(collection, filter))
        {
            transaction.Delete(collection, document);
            count++;
            if (isOne)
            {
                break;
            }
        }

        return count;
    }
}
