using WireSP.Expressions;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$limit</c>: the first documents of a window.</summary>
internal static class LimitStage
{
    public static readonly StageSpec Spec = new("$limit", StageRole.Blocking, Parse)
    {
        Summary = "Lets the first documents of a window pass; only inside a window.",
        Examples = ["{ $limit: 10 }"],
    };

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        var argument = stage.Argument;
        if (!argument.IsNumber)
        {
            stage.Report(15957, "", $"expected a positive whole number, found {TypeNames.Of(argument.Type)}");
        }
        else if (!StageFields.TryGetInteger(argument, out var limit))
        {
            stage.Report(5107201, "", "expected a positive whole number that fits 64 bits");
        }
        else if (limit <= 0)
        {
            stage.Report(15958, "", $"expected a positive whole number, found {limit}");
        }
        else if (pipeline.IsCollecting)
        {
            if (pipeline.LastClosing is SortStage.Plan sort)
            {
                pipeline.ReplaceLast(sort.Before(limit));
            }

            pipeline.Add(new Plan(limit));
        }
        else
        {
            pipeline.AddState(new DocumentsPlan("$limit", limit, pipeline.BeginScope()));
        }
    }

    private sealed class Plan(long limit) : StagePlan("$limit")
    {
        public override Operator Create(OperatorFactory factory) =>
            new LimitOperator(OperatorName, factory.Output, limit);
    }
}
