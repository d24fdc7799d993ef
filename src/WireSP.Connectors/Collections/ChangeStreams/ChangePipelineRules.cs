using WireSP.Bson;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// Checks <c>config.pipeline</c>: only stages that look at one change, and none that takes away or changes what the
/// stream is resumed and timed by. What only running shows is left to the source.
/// </summary>
internal static class ChangePipelineRules
{
    private const string At = "config.pipeline";

    private static readonly string[] Allowed =
        ["$addFields", "$match", "$project", "$redact", "$replaceRoot", "$replaceWith", "$set", "$unset"];

    private static readonly string[] Kept = ["_id", "clusterTime", "wallTime"];

    /// <summary>Checks the stages; what is wrong is reported.</summary>
    /// <param name="stage">The <c>$source</c>.</param>
    /// <param name="pipeline">The stages.</param>
    /// <param name="compiles">Whether they must be stages that we can run.</param>
    public static void Check(StageContext stage, BsonArray pipeline, bool compiles)
    {
        var index = 0;
        var isSound = true;
        foreach (var item in pipeline)
        {
            isSound &= CheckStage(stage, $"{At}.{index++}", item);
        }

        if (!isSound || !compiles)
        {
            return;
        }

        List<PipelineProblem> problems = [];
        _ = BatchPipeline.Compile(pipeline, TimeProvider.System, problems);
        foreach (var problem in problems)
        {
            stage.Report(problem.Code, At, problem.Message);
        }
    }

    private static bool CheckStage(StageContext stage, string path, BsonValue item)
    {
        if (item.Type != BsonType.Document)
        {
            stage.ReportType(path, item, "a stage object");
            return false;
        }

        var only = item.AsDocument.GetEnumerator();
        if (!only.MoveNext() || item.AsDocument.CountElements() != 1)
        {
            stage.Report(PipelineErrorCodes.NotOneField, path, "a stage must have exactly one field");
            return false;
        }

        var name = only.Current.Name;
        if (Array.IndexOf(Allowed, name) < 0)
        {
            stage.Report(
                PipelineErrorCodes.InvalidOptions,
                path,
                $"{name} is not allowed in '{At}'; allowed are {string.Join(", ", Allowed)}."
                    + NearestName.Hint(name, Allowed));
            return false;
        }

        if (FindLost(name, only.Current.Value) is not { } lost)
        {
            return true;
        }

        stage.Report(
            PipelineErrorCodes.InvalidOptions,
            path,
            $"{name} must leave '{lost}' as it is: _id, clusterTime and wallTime are needed to resume and to tell "
                + "time");
        return false;
    }

    // The field that a stage takes away or changes; null when it leaves all or nobody can say.
    private static string? FindLost(string name, BsonValue argument) => name switch
    {
        "$addFields" or "$set" when argument.Type == BsonType.Document => FirstNamed(argument.AsDocument),
        "$unset" => FindUnset(argument),
        "$project" when argument.Type == BsonType.Document => FindProjected(argument.AsDocument),
        "$replaceRoot" when argument.Type == BsonType.Document => FindReplaced(argument.AsDocument["newRoot"]),
        "$replaceWith" => FindReplaced(argument),
        _ => null,
    };

    private static string? FirstNamed(BsonDocument document)
    {
        foreach (var element in document)
        {
            if (Named(element.Name) is { } kept)
            {
                return kept;
            }
        }

        return null;
    }

    private static string? FindUnset(BsonValue argument)
    {
        if (argument.Type == BsonType.String)
        {
            return Named(argument.AsString);
        }

        if (argument.Type != BsonType.Array)
        {
            return null;
        }

        foreach (var item in argument.AsArray)
        {
            if (item.Type == BsonType.String && Named(item.AsString) is { } kept)
            {
                return kept;
            }
        }

        return null;
    }

    private static string? FindProjected(BsonDocument fields)
    {
        var includes = false;
        foreach (var element in fields)
        {
            var isOut = IsZero(element.Value);
            if (Named(element.Name) is { } kept && (isOut || !IsOne(element.Value)))
            {
                return kept;
            }

            includes |= !isOut;
        }

        // A list of what stays takes away everything else but _id.
        return !includes ? null : Kept.FirstOrDefault(kept => kept != "_id" && fields[kept].IsMissing);
    }

    private static string? FindReplaced(BsonValue root)
    {
        if (root.Type == BsonType.String)
        {
            return root.AsString is "$$ROOT" or "$$CURRENT" ? null : Kept[0];
        }

        if (root.Type != BsonType.Document)
        {
            return null;
        }

        foreach (var element in root.AsDocument)
        {
            if (element.NameUtf8.StartsWith("$"u8))
            {
                return null;
            }
        }

        return Kept.FirstOrDefault(kept =>
            root.AsDocument[kept] is not { Type: BsonType.String } value || value.AsString != $"${kept}");
    }

    private static string? Named(string path) => Kept.FirstOrDefault(kept =>
        path == kept || (path.StartsWith(kept, StringComparison.Ordinal) && path[kept.Length] == '.'));

    private static bool IsZero(BsonValue value) => value switch
    {
        { Type: BsonType.Boolean } => !value.AsBoolean,
        { IsNumber: true } => BsonValueComparer.Compare(value, 0) == 0,
        _ => false,
    };

    private static bool IsOne(BsonValue value) =>
        value.Type == BsonType.Boolean || value.IsNumber;
}
