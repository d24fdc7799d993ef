using WireSP.Bson;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Local.Queries;

/// <summary>A run of stages of the language, as the engine of streams has them.</summary>
internal sealed class LanguageStages
{
    // What groups and documents take is added up now and then: it costs a walk over the operators.
    private const int DocumentsBetweenChecks = 256;

    private readonly BatchPipeline _pipeline;
    private int _untilCheck = DocumentsBetweenChecks;

    private LanguageStages(BatchPipeline pipeline) => _pipeline = pipeline;

    /// <summary>Compiles stages for one run.</summary>
    /// <exception cref="CollectionException">One is not legal.</exception>
    public static LanguageStages Compile(
        IReadOnlyList<BsonDocument> stages, TimeProvider clock, CommandVariables? let = null) =>
        Start(Plan(stages, let?.Names ?? []), clock, let?.Values ?? []);

    /// <summary>Compiles stages that may use variables, for any number of runs.</summary>
    /// <exception cref="CollectionException">One is not legal.</exception>
    public static BatchPlan Plan(IReadOnlyList<BsonDocument> stages, IReadOnlyList<string> variableNames)
    {
        var array = new BsonArrayBuilder();
        foreach (var stage in stages)
        {
            array.Add(stage);
        }

        var problems = new List<PipelineProblem>();
        return BatchPlan.Compile(array.ToArray(), variableNames, problems)
            ?? throw new CollectionException(problems[0].Code, problems[0].Message);
    }

    /// <summary>Begins a run.</summary>
    public static LanguageStages Start(BatchPlan plan, TimeProvider clock, IReadOnlyList<BsonValue> variables) =>
        new(plan.Start(clock, variables));

    /// <summary>Takes a document in.</summary>
    public void Process(BsonDocument document, ICollection<BsonDocument> results)
    {
        _pipeline.Process(document, results);
        if (--_untilCheck == 0)
        {
            _untilCheck = DocumentsBetweenChecks;
            if (_pipeline.StateBytes > LocalLimits.QueryBytesMax)
            {
                throw new CollectionException(
                    146, $"the pipeline holds more than {LocalLimits.QueryBytesMax} bytes; narrow it by a $match");
            }
        }
    }

    /// <summary>Says that there are no more documents.</summary>
    public void Finish(ICollection<BsonDocument> results) => _pipeline.Finish(results);
}
