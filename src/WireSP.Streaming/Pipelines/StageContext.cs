using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Streaming.Pipelines;

/// <summary>
/// What the parser of one stage is given: the stage's argument, where it stands, and a place to report what is wrong.
/// Parsing goes on after a problem, so that a user sees all of them at once.
/// </summary>
/// <param name="stageName">The stage's name with its dollar sign.</param>
/// <param name="stageIndex">The stage's index in the pipeline.</param>
/// <param name="argument">The stage's value.</param>
/// <param name="connections">The connection registry.</param>
/// <param name="problems">Receives what is wrong.</param>
public sealed class StageContext(
    string stageName,
    int stageIndex,
    BsonValue argument,
    IConnectionRegistry connections,
    ICollection<PipelineProblem> problems)
{
    /// <summary>The stage's name with its dollar sign.</summary>
    public string StageName { get; } = stageName;

    /// <summary>The stage's index in the pipeline.</summary>
    public int StageIndex { get; } = stageIndex;

    /// <summary>The stage's value.</summary>
    public BsonValue Argument { get; } = argument;

    /// <summary>The connection registry.</summary>
    public IConnectionRegistry Connections { get; } = connections;

    /// <summary>
    /// Path of the inner pipeline that the stage is in, with its last dot; empty in the main pipeline.
    /// </summary>
    public string PathPrefix { get; init; } = "";

    /// <summary>
    /// Fields of the argument that the engine reads itself, such as <c>connectionName</c> and <c>timeField</c>.
    /// </summary>
    public IReadOnlyList<string> ConsumedFields { get; init; } = [];

    /// <summary>The same stage, for a parser that need not look at fields that the engine reads itself.</summary>
    internal StageContext Consuming(IReadOnlyList<string> fields) =>
        new(StageName, StageIndex, Argument, Connections, problems)
        {
            PathPrefix = PathPrefix,
            ConsumedFields = fields,
        };

    /// <summary>Reports something wrong at a dotted path below the stage.</summary>
    /// <param name="code">The server's numeric code.</param>
    /// <param name="path">Below the stage, for example <c>config.acks</c>; empty for the stage itself.</param>
    /// <param name="message">What was found and what was expected.</param>
    public void Report(int code, string path, string message)
    {
        var full = PathPrefix + (path.Length == 0 ? StageName : $"{StageName}.{path}");
        problems.Add(new PipelineProblem(code, StageIndex, full, message));
    }

    /// <summary>Reports a value of the wrong type.</summary>
    /// <param name="path">Below the stage; empty for the stage itself.</param>
    /// <param name="found">The value that is there.</param>
    /// <param name="expected">What should be there, for example <c>string</c>.</param>
    public void ReportType(string path, BsonValue found, string expected) =>
        Report(PipelineErrorCodes.TypeMismatch, path, $"expected {expected}, found {TypeNames.Of(found.Type)}");

    /// <summary>Reports what the language's compiler found wrong.</summary>
    /// <param name="path">Where the compiled part stands below the stage; empty for the stage's whole argument.</param>
    /// <param name="error">What is wrong with it.</param>
    public void Report(string path, ExpressionSyntaxException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var below = path.Length == 0 || error.Path.Length == 0 ? path + error.Path : $"{path}.{error.Path}";
        Report(error.Code, below, error.Message);
    }
}
