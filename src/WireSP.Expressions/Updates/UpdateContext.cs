using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>
/// What an update reads beside the document, and where it puts what it makes; used by one thread at a time.
/// </summary>
/// <param name="clock">Clock of <c>$currentDate</c> and of generated ids.</param>
public sealed class UpdateContext(TimeProvider clock)
{
    private UpdateOperation? _owner;
    private EvaluationContext[] _stages = [];
    private uint _timestamps;

    /// <summary>Whether the document is about to be inserted, so that <c>$setOnInsert</c> counts.</summary>
    public bool IsInsert { get; set; }

    /// <summary>
    /// The item of the array that the query matched, for the positional <c>$</c>; see
    /// <see cref="EvaluationContext.MatchedItem"/>. -1 for none.
    /// </summary>
    public int MatchedItem { get; set; } = -1;

    /// <summary>
    /// Values of the variables that a pipeline was compiled with, in the order of their names; the caller keeps them
    /// alive.
    /// </summary>
    public IReadOnlyList<BsonValue> Variables { get; set; } = [];

    /// <summary>The document before the update.</summary>
    internal BsonDocument Before { get; private set; }

    /// <summary>Where the new document is written.</summary>
    internal BsonWriter Output { get; } = new(4096);

    /// <summary>Where operators make values, and queries over items are evaluated.</summary>
    internal EvaluationContext Values { get; } = new(0, 0, clock);

    /// <summary>Clock of <c>$currentDate</c> and of generated ids.</summary>
    internal TimeProvider Clock { get; } = clock;

    /// <summary>The value of <c>$currentDate</c> as a timestamp; no two are equal.</summary>
    internal ulong NextTimestamp() => ((ulong)Clock.GetUtcNow().ToUnixTimeSeconds() << 32) | ++_timestamps;

    /// <summary>Turns to a document.</summary>
    internal void Begin(BsonDocument before)
    {
        Before = before;
        Output.Reset();
        Values.Begin(before);
    }

    /// <summary>The contexts of a pipeline's stages, made when the pipeline is first applied here.</summary>
    internal EvaluationContext[] StagesOf(UpdateOperation owner, IReadOnlyList<CompileContext> compiled)
    {
        if (!ReferenceEquals(_owner, owner))
        {
            _owner = owner;
            _stages = [.. compiled.Select(stage => stage.CreateEvaluationContext(Clock))];
        }

        return _stages;
    }
}
