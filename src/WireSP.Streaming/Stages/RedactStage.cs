using WireSP.Expressions;
using WireSP.Expressions.Transforms;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$redact</c>: cuts documents out of documents by what they say of themselves.</summary>
internal static class RedactStage
{
    public static readonly StageSpec Spec = new("$redact", StageRole.Stateless, Parse)
    {
        Summary = "Keeps, cuts out or looks into each document at every level, as an expression decides.",
        Examples =
        [
            "{ $redact: { $cond: [{ $lte: ['$level', 3] }, '$$DESCEND', '$$PRUNE'] } }",
            "{ $redact: { $cond: { if: { $eq: ['$secret', true] }, then: '$$PRUNE', else: '$$KEEP' } } }",
        ],
    };

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        var fields = pipeline.Scope;
        try
        {
            var redaction = Redaction.Compile(stage.Argument, fields);
            pipeline.Add(new Plan(redaction, fields, pipeline.BeginScope()));
        }
        catch (ExpressionSyntaxException error)
        {
            stage.Report("", error);
        }
    }

    private sealed class Plan(Redaction redaction, CompileContext fields, CompileContext following)
        : StagePlan("$redact")
    {
        public override CompileContext Fields => fields;

        public override Operator Create(OperatorFactory factory) => new RedactOperator(
            redaction, OperatorName, factory.Output, factory.ScopeOf(fields), factory.ScopeOf(following));
    }
}
