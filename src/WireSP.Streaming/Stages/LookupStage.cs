using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$lookup</c>: adds the documents of a collection that belong to each document.</summary>
internal static class LookupStage
{
    public static readonly StageSpec Spec = new("$lookup", StageRole.Stateless, Parse)
    {
        Summary = "Adds to each document the array of those documents of a collection that belong to it: by equal "
            + "fields, by a pipeline, or both.",
        Examples =
        [
            """
            { $lookup: { from: { connectionName: 'local', db: 'shop', coll: 'customers' },
              localField: 'customer', foreignField: '_id', as: 'customers' } }
            """,
            """
            { $lookup: { from: { connectionName: 'local', db: 'shop', coll: 'prices' },
              let: { item: '$item', at: '$at' }, as: 'price', parallelism: 4,
              pipeline: [
                { $match: { $expr: { $and: [ { $eq: ['$item', '$$item'] }, { $lte: ['$from', '$$at'] } ] } } },
                { $sort: { from: -1 } }, { $limit: 1 } ] } }
            """,
            """
            { $lookup: { localField: 'code', foreignField: 'code', as: 'names',
              pipeline: [ { $documents: [ { code: 1, name: 'new' }, { code: 2, name: 'paid' } ] } ] } }
            """,
        ],
    };

    // What the newest tier allows.
    private const int ParallelismMax = 64;

    private static readonly string[] Writing = ["$merge", "$out"];

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return;
        }

        var scope = pipeline.Scope;
        var stages = ReadStages(fields);
        var variables = ReadVariables(stage, fields, scope);
        var parallelism = (int?)fields.OptionalInteger("parallelism", 1, ParallelismMax) ?? 1;
        ReadPartition(stage, fields, scope);
        if (stages is null && variables.Count > 0)
        {
            fields.Report(PipelineErrorCodes.InvalidOptions, "let", "'let' needs a 'pipeline' that uses its variables");
        }

        LookupSyntax.Read(stage, fields, pipeline, source => source with
        {
            Pipeline = stages,
            VariableNames = [.. variables.Select(variable => variable.Name)],
            Parallelism = parallelism,
        }, [.. variables.Select(variable => variable.Value)]);
    }

    private static BsonArray? ReadStages(StageFields fields)
    {
        if (fields.OptionalArray("pipeline") is not { } stages)
        {
            return null;
        }

        var index = 0;
        foreach (var stage in stages)
        {
            var path = $"pipeline.{index++}";
            if (stage.Type != BsonType.Document || stage.AsDocument.CountElements() != 1)
            {
                fields.Report(
                    PipelineErrorCodes.NotOneField,
                    path,
                    "A pipeline stage specification object must contain exactly one field");
                return null;
            }

            if (Array.Find(Writing, name => !stage.AsDocument[name].IsMissing) is { } writing)
            {
                fields.Report(
                    PipelineErrorCodes.InvalidOptions, path, $"{writing} is not allowed within a $lookup's pipeline");
            }
        }

        return stages;
    }

    private static List<(string Name, Expression Value)> ReadVariables(
        StageContext stage, StageFields fields, CompileContext scope)
    {
        List<(string Name, Expression Value)> variables = [];
        if (fields.OptionalDocument("let") is not { } let)
        {
            return variables;
        }

        foreach (var element in let.Document)
        {
            try
            {
                var value = ExpressionCompiler.Compile(element.Value, scope);
                if (element.Name is [>= 'a' and <= 'z', ..])
                {
                    variables.Add((element.Name, value));
                    continue;
                }

                let.Report(
                    PipelineErrorCodes.BadValue,
                    element.Name,
                    $"'{element.Name}' is no name of a variable: it must begin with a lower case letter");
            }
            catch (ExpressionSyntaxException error)
            {
                stage.Report(let.PathOf(element.Name), error);
            }
        }

        return variables;
    }

    // Answers go back to their documents in order whatever the parallelism, so the expression only has to be sound.
    private static void ReadPartition(StageContext stage, StageFields fields, CompileContext scope)
    {
        if (!fields.Has("partitionBy"))
        {
            return;
        }

        try
        {
            _ = ExpressionCompiler.Compile(fields.Read("partitionBy"), scope);
        }
        catch (ExpressionSyntaxException error)
        {
            stage.Report("partitionBy", error);
        }
    }
}
