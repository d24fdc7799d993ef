using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Pipelines;

namespace WireSP.Streaming.Stages;

/// <summary>
/// A <c>$lookup</c> without a collection: its pipeline makes its own documents by <c>$documents</c>, here and for each
/// document.
/// </summary>
internal sealed class GivenLookupFactory : IEnricherFactory
{
    private const string Given = "$documents";

    private readonly LookupRequest _request;
    private readonly CompileContext _scope;
    private readonly Expression _documents;
    private readonly BatchPlan _plan;

    private GivenLookupFactory(LookupRequest request, CompileContext scope, Expression documents, BatchPlan plan)
    {
        _request = request;
        _scope = scope;
        _documents = documents;
        _plan = plan;
    }

    /// <inheritdoc/>
    public int Parallelism => _request.Parallelism;

    /// <summary>Compiles the pipeline.</summary>
    /// <returns>Null after reporting what is wrong with it.</returns>
    public static IEnricherFactory? Compile(StageContext stage, LookupRequest request)
    {
        var scope = new CompileContext();
        foreach (var name in request.VariableNames)
        {
            _ = scope.DeclareVariable(name);
        }

        var rest = new BsonArrayBuilder();
        foreach (var one in request.Pipeline!.Value)
        {
            if (one.AsDocument[Given].IsMissing)
            {
                rest.Add(one);
            }
        }

        try
        {
            var documents = ExpressionCompiler.Compile(request.Pipeline.Value[0].AsDocument[Given], scope);
            List<PipelineProblem> problems = [];
            if (BatchPlan.Compile(rest.ToArray(), request.VariableNames, problems) is { } plan)
            {
                return new GivenLookupFactory(request, scope, documents, plan);
            }

            foreach (var problem in problems)
            {
                stage.Report(problem.Code, "pipeline", problem.Message);
            }
        }
        catch (ExpressionSyntaxException error)
        {
            stage.Report("pipeline.0.$documents", error);
        }

        return null;
    }

    /// <inheritdoc/>
    public IEnricher Create(TaskContext context) =>
        new GivenLookup(_request, _scope.CreateEvaluationContext(context.Clock), _documents, _plan);

    /// <inheritdoc/>
    public void Explain(BsonWriter writer) => writer.WriteString("from"u8, Given);
}
