using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sources;
using WireSP.Streaming.Tasks;
using Xunit;

namespace WireSP.TestKit.Streaming;

/// <summary>
/// Runs a pipeline's operators without threads on a clock that stands still: documents in by <c>Process</c>,
/// outputs and dead letters out. <see cref="SnapshotAndRestore"/> goes on with new operators in the same state.
/// </summary>
internal sealed class PipelineHarness
{
    private const string PlainSource = "{ $source: { connectionName: 'in' } }";

    private readonly CompiledPipeline _pipeline;
    private readonly TaskContext _context;
    private readonly SampleFormat _samples = new("_stream_meta");
    private readonly List<BsonDocument> _deadLetters = [];
    private readonly List<string> _output = [];

    // Of all its checkpoints, because a later one may name what an earlier one wrote.
    private readonly List<CheckpointPack> _packs = [];
    private OperatorChain _chain;
    private long _position;

    /// <summary>Compiles stages that follow a plain source, or another one.</summary>
    public PipelineHarness(string stages, string source = PlainSource)
    {
        var inner = stages.Trim()[1..^1];
        var separator = string.IsNullOrWhiteSpace(inner) ? "" : ", ";
        _pipeline = TestPipelines.Compile($"[{source}{separator}{inner}]", Connector);
        _context = new TaskContext("0123456789abcdef01234567", "p1", IsEphemeral: true, null, Clock);
        _chain = Open();
    }

    /// <summary>What the pipeline was compiled with; knows the documents that lookups find.</summary>
    public TestConnector Connector { get; } = new();

    /// <summary>The clock of the operators.</summary>
    public FakeClock Clock { get; } = new(DocumentRow.Day);

    /// <summary>Whether outputs are kept with their stream metadata, as samples show them.</summary>
    public bool ShowsMetadata { get; init; }

    /// <summary>The outputs so far, as relaxed Extended JSON.</summary>
    public IReadOnlyList<string> Output => _output;

    /// <summary>The dead letters so far.</summary>
    public IReadOnlyList<BsonDocument> DeadLetters => _deadLetters;

    /// <summary>The reasons of the dead letters so far.</summary>
    public IReadOnlyList<string> Reasons =>
        [.. _deadLetters.Select(letter => letter["errInfo"].AsDocument["reason"].AsString)];

    /// <summary>The operators as they run now.</summary>
    public OperatorChain Chain => _chain;

    /// <summary>Takes documents through the operators as one batch.</summary>
    public void Process(params IReadOnlyList<string> documents) =>
        Process([.. documents.Select(ExtendedJson.ParseLenient)]);

    /// <summary>Takes documents through the operators as one batch.</summary>
    public void Process(IReadOnlyList<BsonDocument> documents)
    {
        var batch = new SourceBatch();
        foreach (var document in documents)
        {
            DocumentRow.Of(document, Clock.GetUtcNow().ToUnixTimeMilliseconds(), _position++).AddTo(batch);
        }

        Run(output => _chain.Process(batch, output));
    }

    /// <summary>Says which partitions the source reads.</summary>
    public void Assign(params int[] partitions) =>
        Run(output => _chain.Process(new SourceBatch { AssignedPartitions = partitions }, output));

    /// <summary>Moves the clock and lets the operators look after time.</summary>
    public void Advance(TimeSpan span)
    {
        Clock.Advance(span);
        Run(_chain.Tick);
    }

    /// <summary>Moves the clock to a time of day and lets the operators look after time.</summary>
    public void AdvanceTo(string timeOfDay) =>
        Advance(DateTimeOffset.FromUnixTimeMilliseconds(DocumentRow.At(timeOfDay)) - Clock.GetUtcNow());

    /// <summary>Goes on with new operators that have the state of the present ones.</summary>
    public void SnapshotAndRestore()
    {
        var pack = new CheckpointPack(_packs.Count + 1);
        _packs.Add(pack);
        var snapshot = _chain.Freeze()(pack);
        pack.Complete();
        _chain = Open();
        _chain.Restore(snapshot, FrozenChain.ReadSegments(pack, _packs));
    }

    /// <summary>Checks the outputs since the last check, in order; each is compared type by type.</summary>
    public void PutsOut(params IReadOnlyList<string> expected)
    {
        var wanted = expected.Select(text => Format(ExtendedJson.ParseLenient(text))).ToList();
        Assert.Equal(wanted, _output);
        _output.Clear();
    }

    /// <summary>Checks the outputs since the last check, in any order.</summary>
    public void PutsOutInAnyOrder(params IReadOnlyList<string> expected)
    {
        _output.Sort(StringComparer.Ordinal);
        PutsOut([.. expected.OrderBy(text => Format(ExtendedJson.ParseLenient(text)), StringComparer.Ordinal)]);
    }

    private static string Format(BsonDocument document) =>
        ExtendedJson.Format(document, ExtendedJsonOptions.Canonical);

    private OperatorChain Open()
    {
        var chain = new OperatorChain(_pipeline, _context, null);
        chain.OpenAsync(_context, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        return chain;
    }

    private void Run(Action<OutputBatch> step)
    {
        var output = new OutputBatch();
        step(output);
        _chain.CompleteAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        foreach (var document in output.Documents)
        {
            _output.Add(Format(ShowsMetadata ? _samples.Render(document) : document.Body));
        }

        foreach (var deadLetter in output.DeadLetters)
        {
            _deadLetters.Add(deadLetter.Copy());
        }
    }
}
