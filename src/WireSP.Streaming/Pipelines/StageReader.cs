using System.Globalization;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Stages;

namespace WireSP.Streaming.Pipelines;

/// <summary>Reads stages one by one: looks each up in the table and checks that it may stand where it stands.</summary>
internal static class StageReader
{
    /// <summary>Reads one stage of the main pipeline.</summary>
    /// <returns>The stage's row; null after reporting that there is none.</returns>
    public static StageSpec? Read(BsonValue value, int index, bool isLast, PipelineBuilder pipeline)
    {
        if (Open(value, index, "", pipeline) is not { } opened)
        {
            return null;
        }

        var (spec, stage) = opened;
        var misplaced = spec.Role switch
        {
            StageRole.Source when index > 0 => "it must be the first stage",
            StageRole.Sink when !isLast => "it must be the last stage",
            StageRole.Blocking => "it needs documents to come to an end, so it is allowed only inside the pipeline "
                + "of a window such as $tumblingWindow",
            _ => null,
        };
        if (misplaced is not null)
        {
            stage.Report(PipelineErrorCodes.InvalidOptions, "", $"{spec.Name} is not allowed here: {misplaced}");
            return spec;
        }

        spec.Parse(stage, pipeline);
        return spec;
    }

    /// <summary>Reads the stages of a window's inner pipeline.</summary>
    public static void ReadInner(BsonArray stages, StageContext window, PipelineBuilder inner)
    {
        foreach (var (value, position) in inner.Environment.Order(stages))
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{window.StageName}.pipeline.{position}");
            if (Open(value, window.StageIndex, at, inner) is not { } opened)
            {
                continue;
            }

            var (spec, stage) = opened;
            if (spec.Role is StageRole.Stateless or StageRole.Blocking)
            {
                spec.Parse(stage, inner);
            }
            else
            {
                var reason = spec.Role == StageRole.Window
                    ? "windows cannot be nested"
                    : "it belongs to the main pipeline";
                stage.Report(
                    PipelineErrorCodes.InvalidOptions, "", $"{spec.Name} is not allowed inside a window: {reason}");
            }
        }
    }

    private static (StageSpec Spec, StageContext Stage)? Open(
        BsonValue value, int index, string at, PipelineBuilder pipeline)
    {
        var environment = pipeline.Environment;
        if (value.Type != BsonType.Document)
        {
            Report(PipelineErrorCodes.TypeMismatch, $"expected a stage object, found {TypeNames.Of(value.Type)}");
            return null;
        }

        var document = value.AsDocument;
        var only = document.GetEnumerator();
        if (document.CountElements() != 1 || !only.MoveNext())
        {
            Report(
                PipelineErrorCodes.NotOneField,
                "A pipeline stage specification object must contain exactly one field; found "
                    + $"{document.CountElements()}");
            return null;
        }

        var name = only.Current.Name;
        if (StageTable.TryFind(name, out var spec))
        {
            var prefix = at.Length == 0 ? "" : $"{at}.";
            var argument = only.Current.Value;
            var stage = new StageContext(name, index, argument, environment.Connections, environment.Problems)
            {
                PathPrefix = prefix,
            };
            return (spec, stage);
        }

        if (UnsupportedStages.TryExplain(name, out var reason))
        {
            Report(PipelineErrorCodes.NotImplemented, $"{name} is not supported: {reason}");
        }
        else
        {
            Report(
                PipelineErrorCodes.UnknownStage,
                $"Unrecognized pipeline stage name: '{name}'.{NearestName.Hint(name, StageTable.Names)}");
        }

        return null;

        void Report(int code, string message) =>
            environment.Problems.Add(new PipelineProblem(code, index, at, message));
    }
}
