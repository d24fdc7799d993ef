using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Pipelines;

namespace WireSP.Tests.SecondOpinion;

/// <summary>Answers a case by our own compiler.</summary>
internal static class Ourselves
{
    public static Answer Ask(OpinionCase asked)
    {
        try
        {
            return asked.IsPipeline ? Run(asked) : Answer.Of(Evaluate(asked));
        }
        catch (EvaluationException error)
        {
            return Answer.Failed($"{error.Code} {error.Message}");
        }
        catch (ExpressionSyntaxException error)
        {
            return Answer.Failed($"{error.Code} {error.Message}");
        }
    }

    private static BsonValue Evaluate(OpinionCase asked)
    {
        var compilation = new CompileContext();
        var compiled = ExpressionCompiler.Compile(ExtendedJson.ParseValue(asked.Expression), compilation);
        var context = compilation.CreateEvaluationContext(TimeProvider.System);
        context.Begin(ExtendedJson.Parse(asked.Document));
        compilation.Fields.Read(context);
        return compiled.Evaluate(context).Copy();
    }

    private static Answer Run(OpinionCase asked)
    {
        List<PipelineProblem> problems = [];
        var stages = ExtendedJson.ParseValue(asked.Expression).AsArray;
        if (BatchPipeline.Compile(stages, TimeProvider.System, problems) is not { } pipeline)
        {
            return Answer.Failed(problems[0].Message);
        }

        List<BsonDocument> results = [];
        foreach (var document in ExtendedJson.ParseValue(asked.Document).AsArray)
        {
            pipeline.Process(document.AsDocument, results);
        }

        pipeline.Finish(results);
        var array = new BsonArrayBuilder();
        foreach (var result in results)
        {
            array.Add(BsonValue.FromDocument(result));
        }

        return Answer.Of(BsonValue.FromArray(array.ToArray()));
    }
}
