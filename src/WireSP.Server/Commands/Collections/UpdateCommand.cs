using WireSP.Bson;
using WireSP.Connectors.Local;
using WireSP.Expressions.Updates;
using WireSP.Server.Collections;
using WireSP.Wire.Commands;

namespace WireSP.Server.Commands.Collections;

/// <summary>
/// Changes documents by operators, a replacement or a pipeline; makes one when none matches and asked to.
/// </summary>
internal sealed class UpdateCommand(CollectionService service) : ICommandHandler
{
    private static readonly string[] StatementFields =
        ["arrayFilters", "c", "collation", "hint", "multi", "q", "u", "upsert"];

    public static readonly CommandSpec Spec = new("update")
    {
        Summary = "Changes documents by operators, a replacement or a pipeline; answers when that is on disk.",
        Fields = ["let", "ordered", "updates"],
        IgnoredFields = ["bypassDocumentValidation"],
        RequiredActions = [PrivilegeActions.Write],
    };

    public async ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        CollectionTarget.CheckWriteConcern(request);
        var name = CollectionTarget.Of(request);
        NamespaceRules.CheckWritable(name);
        var let = CommandVariables.Read(request.Body["let"], service.Collections.Clock);
        var batch = new WriteBatch(new CommandArguments(request), "updates");
        var counts = new Counts();
        var errors = await service.Collections.WriteAsync(
            transaction => batch.Run((statement, index) =>
                counts.Add(index, transaction.Update(name, Read(statement, let, transaction.Find(name))))),
            cancellationToken);
        var reply = new BsonDocumentBuilder { { "n", counts.Matched }, { "nModified", counts.Modified } };
        if (counts.Upserted.Count > 0)
        {
            reply.Add("upserted", counts.Upserted.ToArray());
        }

        errors.AddTo(reply);
        return WriteReply.End(reply, service.Collections);
    }

    private static UpdateStatement Read(BsonDocument statement, CommandVariables let, LocalCollection? collection)
    {
        StatementFieldRules.Check("update.updates", statement, StatementFields);
        CollectionTarget.CheckCollation(statement);
        if (statement["q"] is not { Type: BsonType.Document } query)
        {
            throw CommandErrors.MissingField("update.updates", "q");
        }

        if (statement["u"].IsMissing)
        {
            throw CommandErrors.MissingField("update.updates", "u");
        }

        _ = IndexHint.IsNatural(statement["hint"], collection);
        var variables = WithConstants(let, statement);
        var operation = UpdateCompiler.Compile(statement["u"], statement["arrayFilters"], variables.Names);
        var isMulti = StatementFieldRules.Flag(statement, "multi");
        if (isMulti && operation.IsReplacement)
        {
            throw new CollectionException(9, "multi update is not supported for replacement-style update");
        }

        return new UpdateStatement(query.AsDocument, operation)
        {
            IsMulti = isMulti,
            IsUpsert = StatementFieldRules.Flag(statement, "upsert"),
            Let = let,
            Variables = variables.Values,
        };
    }

    // Those of one statement, which only its pipeline may name; their values are taken as they are.
    private static CommandVariables WithConstants(CommandVariables let, BsonDocument statement)
    {
        if (statement["c"].IsMissing)
        {
            return let;
        }

        return statement["c"].Type == BsonType.Document && statement["u"].Type == BsonType.Array
            ? let.With(statement["c"].AsDocument)
            : throw new CollectionException(51198, "Constant values may only be specified for pipeline updates");
    }

    private sealed class Counts
    {
        public int Matched { get; private set; }

        public int Modified { get; private set; }

        public BsonArrayBuilder Upserted { get; } = new();

        public void Add(int index, in UpdateOutcome outcome)
        {
            Matched += outcome.Matched;
            Modified += outcome.Modified;
            if (outcome is { IsUpserted: true, After: { } made })
            {
                Matched++;
                Upserted.Add(new BsonDocumentBuilder { { "index", index }, { "_id", made["_id"] } }.ToDocument());
            }
        }
    }
}
