using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$merge</c>: brings documents together with those of a collection.</summary>
internal static class MergeStage
{
    public static readonly StageSpec Spec = new("$merge", StageRole.Sink, Parse)
    {
        Summary = "Brings documents together with those of a collection that have the same key.",
        Examples =
        [
            "{ $merge: { into: { connectionName: 'local', db: 'shop', coll: 'totals' } } }",
            "{ $merge: { into: { connectionName: 'local', db: 'shop', coll: '$kind' }, on: '_id', "
                + "whenMatched: [{ $set: { n: { $add: ['$n', '$$new.n'] } } }], whenNotMatched: 'insert' } }",
        ],
    };

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        if (StageFields.Open(stage) is not { } fields || !fields.TryReadRequired("into", out var target))
        {
            return;
        }

        if (target.Type != BsonType.Document)
        {
            stage.Report(
                PipelineErrorCodes.TypeMismatch,
                "into",
                $"expected an object {{connectionName, db, coll}}, found {TypeNames.Of(target.Type)}");
            return;
        }

        var into = StageFields.Open(stage, target, "into")!;
        if (pipeline.Environment.TryFind(stage, into, out var connection, out var connector))
        {
            pipeline.Sink = connector!.ParseMerge(stage, connection!);
        }
    }
}
