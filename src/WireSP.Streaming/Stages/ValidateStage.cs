using WireSP.Expressions;
using WireSP.Expressions.Matching;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary><c>$validate</c>: documents that match a query go on, the others are dealt with.</summary>
internal static class ValidateStage
{
    public static readonly StageSpec Spec = new("$validate", StageRole.Stateless, Parse)
    {
        Summary = "Lets valid documents pass; discards the others, makes dead letters of them, or fails the processor.",
        Examples =
        [
            "{ $validate: { validator: { $jsonSchema: { required: ['at'], properties: { at: { bsonType: 'date' } } } }, "
                + "validationAction: 'dlq' } }",
            "{ $validate: { validator: { n: { $gt: 0 }, $expr: { $lt: ['$from', '$to'] } } } }",
        ],
    };

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        if (StageFields.Open(stage) is not { } fields)
        {
            return;
        }

        var hasValidator = fields.TryReadRequired("validator", out var validator);
        var action = fields.OptionalChoice("validationAction", "discard", "dlq", "error") switch
        {
            "dlq" => ValidationAction.DeadLetter,
            "error" => ValidationAction.Error,
            _ => ValidationAction.Discard,
        };
        fields.RejectUnknown();
        if (!hasValidator)
        {
            return;
        }

        try
        {
            var scope = pipeline.Scope;
            var rule = new ValidationRule(MatchCompiler.Compile(validator, scope), action);
            pipeline.Add(new Plan(rule, scope, pipeline.BeginScope()));
        }
        catch (ExpressionSyntaxException error)
        {
            stage.Report("validator", error);
        }
    }

    private sealed class Plan(ValidationRule rule, CompileContext fields, CompileContext following)
        : StagePlan("$validate")
    {
        public override CompileContext Fields => fields;

        public override Operator Create(OperatorFactory factory) => new ValidateOperator(
            rule, OperatorName, factory.Output, factory.ScopeOf(fields), factory.ScopeOf(following));
    }
}
