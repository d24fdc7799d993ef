using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;
using WireSP.Streaming.Stages;

namespace WireSP.Streaming.Pipelines;

/// <summary>
/// Collects what the stages of one pipeline, or of a window's inner one, compile to. Stages that look at the same
/// document share a <see cref="Scope"/>; one that makes new documents begins another.
/// </summary>
internal sealed class PipelineBuilder(PipelineEnvironment environment, CompileContext scope)
{
    private readonly List<StagePlan> _before = [];
    private readonly List<StagePlan> _after = [];
    private readonly IReadOnlyList<string> _variableNames = [];
    private StatePlan? _state;

    /// <summary>Creates a builder whose stages may use variables from outside.</summary>
    public PipelineBuilder(PipelineEnvironment environment, IReadOnlyList<string> variableNames)
        : this(environment, new CompileContext())
    {
        _variableNames = variableNames;
        Declare(Scope);
    }

    /// <summary>The registry, the connectors and the place for problems.</summary>
    public PipelineEnvironment Environment { get; } = environment;

    /// <summary>What the stages at hand read, and their user variables.</summary>
    public CompileContext Scope { get; private set; } = scope;

    /// <summary>Stages that run for each document at once, in order.</summary>
    public IReadOnlyList<StagePlan> Stages => _before;

    /// <summary>Whether a stage before holds the window's documents until it closes.</summary>
    public bool IsCollecting => _state is not null;

    /// <summary>The source; null until one was read.</summary>
    public ISourceFactory? Source { get; set; }

    /// <summary>What the source stage says of time.</summary>
    public SourceTime Time { get; set; } = SourceTime.FromSource;

    /// <summary>The sink; null until one was read.</summary>
    public ISinkFactory? Sink { get; set; }

    /// <summary>The last stage that runs when a window closes; null without any.</summary>
    public StagePlan? LastClosing => _after.Count == 0 ? null : _after[^1];

    private CompileContext? MetadataScope { get; init; }

    /// <summary>Begins a scope, because the stages that follow look at another document.</summary>
    public CompileContext BeginScope() => Scope = Declare(new CompileContext());

    private CompileContext Declare(CompileContext scope)
    {
        foreach (var name in _variableNames)
        {
            _ = scope.DeclareVariable(name);
        }

        return scope;
    }

    /// <summary>Index, as written, of the stage that is being read.</summary>
    public int StageIndex { get; set; }

    /// <summary>Adds a stage.</summary>
    public void Add(StagePlan plan)
    {
        plan.StageIndex = StageIndex;
        (IsCollecting ? _after : _before).Add(plan);
        foreach (var behind in (plan as WindowPlan)?.Behind ?? [])
        {
            Add(behind);
        }
    }

    /// <summary>Puts another plan in the place of the last stage that runs when a window closes.</summary>
    public void ReplaceLast(StagePlan plan) => _after[^1] = plan;

    /// <summary>Adds a stage that holds documents until the window closes.</summary>
    public void AddState(StatePlan plan)
    {
        if (_state is null)
        {
            _state = plan;
        }
        else
        {
            _after.Add(plan);
        }
    }

    /// <summary>
    /// Makes sure that what follows runs when the window closes: keeps the documents if nothing else does.
    /// </summary>
    public void CollectDocuments()
    {
        if (_state is null)
        {
            _state = new DocumentsPlan("$documents", long.MaxValue, BeginScope());
        }
    }

    /// <summary>A builder for the inner pipeline of a window.</summary>
    public PipelineBuilder BeginWindow(BsonArray stages)
    {
        // Inside, documents show the window they are in, so stages that look at that look at another document.
        var scope = MetadataUse.IsOfOpenWindow(stages) ? BeginScope() : null;
        return new PipelineBuilder(Environment, Scope) { MetadataScope = scope };
    }

    /// <summary>Goes on after a window: what follows looks at the inner pipeline's results.</summary>
    public void EndWindow(PipelineBuilder inner) => Scope = inner.Scope;

    /// <summary>
    /// Takes the stages out up to the last one that asks the outside for each document: they run ahead of the window.
    /// </summary>
    public IReadOnlyList<StagePlan> TakeAhead()
    {
        var count = _before.FindLastIndex(plan => plan is EnrichPlan) + 1;
        var ahead = _before.GetRange(0, count);
        _before.RemoveRange(0, count);
        return ahead;
    }

    /// <summary>Whether stages look at the window before it closes.</summary>
    public bool LooksAtWindow => MetadataScope is not null;

    /// <summary>The inner pipeline in its parts.</summary>
    public WindowPlan.Inner ToWindow()
    {
        var split = _after.FindIndex(plan => plan is EnrichPlan);
        var inside = split < 0 ? _after.Count : split;
        return new WindowPlan.Inner(_before, _state!, _after.GetRange(0, inside), MetadataScope)
        {
            Behind = _after.GetRange(inside, _after.Count - inside),
        };
    }
}
