using System.Collections.Frozen;
using WireSP.Bson;

namespace WireSP.Wire.Commands.Collections;

/// <summary>
/// Aggregates a collection that does not exist, as the shell does at its start: nothing comes out of stages that make
/// nothing from nothing. Every other stage is refused.
/// </summary>
internal sealed class AggregateCommand : ICommandHandler
{
    public static readonly CommandSpec Spec = new("aggregate")
    {
        Summary = "Aggregates a collection; there are none, so nothing comes out.",
        Fields = ["pipeline"],
        IgnoredFields =
        [
            "allowDiskUse", "bypassDocumentValidation", "collation", "cursor", "hint", "let",
        ],
        RequiredActions = [PrivilegeActions.Find],
    };

    private static readonly FrozenSet<string> Stages = FrozenSet.ToFrozenSet(
        [
            "$addFields", "$bucket", "$count", "$group", "$limit", "$lookup", "$match", "$project", "$redact",
            "$replaceRoot", "$replaceWith", "$sample", "$set", "$skip", "$sort", "$sortByCount", "$unset", "$unwind",
        ],
        StringComparer.Ordinal);

    public ValueTask<BsonDocument> HandleAsync(CommandRequest request, CancellationToken cancellationToken)
    {
        var collection = CollectionName.Read(request);
        var pipeline = request.Body["pipeline"];
        if (pipeline.Type != BsonType.Array)
        {
            throw pipeline.IsMissing
                ? CommandErrors.MissingField(Spec.Name, "pipeline")
                : CommandErrors.WrongType("aggregate.pipeline", pipeline.Type, BsonType.Array);
        }

        foreach (var stage in pipeline.AsArray)
        {
            CheckStage(stage);
        }

        return new(CommandReply.Cursor(collection, BsonArray.Empty));
    }

    private static void CheckStage(BsonValue stage)
    {
        if (stage.Type != BsonType.Document || stage.AsDocument.CountElements() != 1)
        {
            throw new MongoCommandException(
                ErrorCode.FailedToParse, "A pipeline stage specification object must contain exactly one field.");
        }

        foreach (var element in stage.AsDocument)
        {
            var name = CommandText.Echo(element.NameUtf8);
            if (!Stages.Contains(name))
            {
                throw new MongoCommandException(
                    ErrorCode.NotImplemented,
                    $"aggregate does not support the stage '{name}' here: the workspace has no collections; "
                    + "pipelines over streams run with sp.process() and sp.createStreamProcessor()");
            }
        }
    }
}
