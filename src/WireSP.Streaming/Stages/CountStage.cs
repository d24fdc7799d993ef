using System.Text;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Runs;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Stages;

/// <summary><c>$count</c>: the number of a window's documents.</summary>
internal static class CountStage
{
    public static readonly StageSpec Spec = new("$count", StageRole.Blocking, Parse)
    {
        Summary = "Makes one document with the number of a window's documents; only inside a window.",
        Examples = ["{ $count: 'n' }"],
    };

    private static void Parse(StageContext stage, PipelineBuilder pipeline)
    {
        if (stage.Argument.Type != BsonType.String)
        {
            stage.Report(40156, "", $"expected the name of a field, found {TypeNames.Of(stage.Argument.Type)}");
            return;
        }

        var name = stage.Argument.AsString;
        var (code, problem) = name switch
        {
            "" => (40157, "be empty"),
            _ when name.StartsWith('$') => (40158, "begin with '$'"),
            _ when name.Contains('\0', StringComparison.Ordinal) => (40159, "contain a null byte"),
            _ when name.Contains('.', StringComparison.Ordinal) => (40160, "contain '.'"),
            _ => (0, ""),
        };
        if (code != 0)
        {
            stage.Report(code, "", $"the field name '{name}' must not {problem}");
            return;
        }

        pipeline.AddState(new Plan(Encoding.UTF8.GetBytes(name), pipeline.BeginScope()));
    }

    private sealed class Plan(byte[] fieldName, CompileContext following) : StatePlan("$count")
    {
        public override bool IsMergeable => true;

        public override IReadOnlyList<RunInput> RunInputs => [];

        public override WindowState CreateState(OperatorFactory factory) =>
            new CountState(fieldName, factory.ScopeOf(following), factory.Output);
    }
}
