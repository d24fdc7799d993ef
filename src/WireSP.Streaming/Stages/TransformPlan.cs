using WireSP.Expressions;
using WireSP.Expressions.Transforms;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary>
/// A compiled stage that makes one document from one; the language's own compiler reads its argument.
/// </summary>
internal sealed class TransformPlan(
    string stageName, DocumentTransform transform, CompileContext fields, CompileContext following)
    : StagePlan(stageName)
{
    /// <inheritdoc/>
    public override CompileContext Fields => fields;

    /// <summary>Reads a stage of this kind.</summary>
    public static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        var fields = pipeline.Scope;
        try
        {
            var transform = TransformCompiler.Compile(stage.StageName, stage.Argument, fields);
            pipeline.Add(new TransformPlan(stage.StageName, transform, fields, pipeline.BeginScope()));
        }
        catch (ExpressionSyntaxException error)
        {
            stage.Report("", error);
        }
    }

    /// <inheritdoc/>
    public override Operator Create(OperatorFactory factory) =>
        new TransformOperator(
            OperatorName, factory.Output, transform, factory.ScopeOf(fields), factory.ScopeOf(following));
}
