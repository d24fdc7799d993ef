using WireSP.Bson;
using WireSP.Server.Sampling;
using WireSP.Streaming.Pipelines;
using WireSP.Wire.Commands;

namespace WireSP.Server.Workspace;

/// <summary>Errors of the stream commands; the texts are Atlas' own where they are known.</summary>
internal static class StreamErrors
{
    /// <summary>There is no processor of that name.</summary>
    public static MongoCommandException NoSuchProcessor(string name) =>
        Failed($"stream processor doesn't exist: '{Shorten(name)}'. Check sp.listStreamProcessors()");

    /// <summary>The name is taken.</summary>
    public static MongoCommandException DuplicateName(string name) =>
        Failed($"duplicate stream processor name '{name}'");

    /// <summary>Only a processor that runs can be stopped.</summary>
    public static MongoCommandException AlreadyStopped(string name) =>
        Failed($"stream processor has already been stopped: '{name}'");

    /// <summary>Only a processor that rests can be started.</summary>
    public static MongoCommandException AlreadyStarted(string name, string state) =>
        Failed($"stream processor has already been started: '{name}' is {state}");

    /// <summary>Only a processor that rests can be modified.</summary>
    public static MongoCommandException MustBeStopped(string name, string state) =>
        Failed($"stream processor must be stopped before it is modified: '{name}' is {state}");

    /// <summary>Only a processor that runs can be sampled.</summary>
    public static MongoCommandException NotRunning(string name, string state) =>
        Failed($"stream processor is not running: '{name}' is {state}; start it before sampling");

    /// <summary>A sample cursor that is unknown, expired or somebody else's: these look alike on purpose.</summary>
    public static MongoCommandException NoSuchCursor(long id) =>
        new(
            ErrorCode.CursorNotFound,
            $"cursor id {id} not found; a sample cursor ends after 60 seconds without getMore");

    /// <summary>Too many clients sample at once.</summary>
    public static MongoCommandException TooManyCursors() =>
        CommandErrors.Overloaded($"more than {SampleLimits.CursorsMax} sample cursors are open; try again later");

    /// <summary>There is no checkpoint at all.</summary>
    public static MongoCommandException NoCheckpoints(string processor) =>
        InvalidOptions($"stream processor '{processor}' has no checkpoints; it takes them while it runs");

    /// <summary>There is no checkpoint of that number or name.</summary>
    public static MongoCommandException NoSuchCheckpoint(string processor, string wanted) => InvalidOptions(
        $"stream processor '{processor}' has no checkpoint '{Shorten(wanted)}'; listCheckpoints shows those it has");

    /// <summary>A tier that does not exist.</summary>
    public static MongoCommandException UnknownTier(string tier) => InvalidOptions(
        $"unknown tier '{Shorten(tier)}'; known tiers: {TierTable.Names}");

    /// <summary>There is no connection of that name.</summary>
    public static MongoCommandException NoSuchConnection(string name) =>
        Failed(
            $"connection named {Shorten(name)} does not exist. "
            + "Check sp.listConnections() for available connections");

    /// <summary>Two clients changed the same thing at once.</summary>
    public static MongoCommandException ChangedMeanwhile(string name) =>
        Failed($"'{name}' was changed by another client meanwhile; look at it and try again");

    /// <summary>Values of options that cannot be.</summary>
    public static MongoCommandException InvalidOptions(string message) => new(ErrorCode.InvalidOptions, message);

    /// <summary>What is known and refused.</summary>
    public static MongoCommandException NotImplemented(string message) => new(ErrorCode.NotImplemented, message);

    /// <summary>What Atlas' front end answers to most wrong states and names.</summary>
    public static MongoCommandException Failed(string message) => new(ErrorCode.CommandFailed, message);

    /// <summary>A pipeline that does not compile: the first problem in the text, all of them in the details.</summary>
    public static MongoCommandException InvalidPipeline(IReadOnlyList<PipelineProblem> problems)
    {
        var first = problems[0];
        var path = first.Path.Length == 0 ? "" : $", {first.Path}";
        var place = first.StageIndex is { } index ? $"stage {index}{path}: " : "";
        var rest = problems.Count == 1 ? "" : $" (and {problems.Count - 1} more, see errInfo.problems)";
        return new MongoCommandException((ErrorCode)first.Code, $"{place}{first.Message}{rest}")
        {
            ErrorDetails = new BsonDocumentBuilder { { "problems", ProblemDocuments(problems) } }.ToDocument(),
        };
    }

    /// <summary>Problems as a client sees them.</summary>
    public static BsonArray ProblemDocuments(IReadOnlyList<PipelineProblem> problems)
    {
        var array = new BsonArrayBuilder();
        foreach (var problem in problems)
        {
            array.Add(new BsonDocumentBuilder
            {
                { "stageIndex", problem.StageIndex is { } index ? index : BsonValue.Null },
                { "path", problem.Path },
                { "code", problem.Code },
                { "message", problem.Message },
            }.ToDocument());
        }

        return array.ToArray();
    }

    // A name may be as long as a message.
    private static string Shorten(string name) => name.Length <= 128 ? name : name[..128] + "…";
}
