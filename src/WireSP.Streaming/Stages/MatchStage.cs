using WireSP.Expressions;
using WireSP.Expressions.Matching;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$match</c>: lets documents pass that a query matches.</summary>
internal static class MatchStage
{
    public static readonly StageSpec Spec = new("$match", StageRole.Stateless, Parse)
    {
        Summary = "Lets documents pass that match a query; copies nothing.",
        Examples = ["{ $match: { 'obs.watts': { $gt: 100 } } }", "{ $match: { $expr: { $eq: ['$a', 1] } } }"],
    };

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        try
        {
            var fields = pipeline.Scope;
            var predicate = MatchCompiler.Compile(stage.Argument, fields);
            pipeline.Add(new Plan(predicate, fields, pipeline.BeginScope()));
        }
        catch (ExpressionSyntaxException error)
        {
            stage.Report("", error);
        }
    }

    private sealed class Plan(Predicate predicate, CompileContext fields, CompileContext following)
        : StagePlan("$match")
    {
        public override CompileContext Fields => fields;

        public override Operator Create(OperatorFactory factory) => new MatchOperator(
            OperatorName, factory.Output, predicate, factory.ScopeOf(fields), factory.ScopeOf(following));
    }
}
