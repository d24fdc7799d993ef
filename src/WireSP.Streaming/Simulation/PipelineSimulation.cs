using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;
using WireSP.Streaming.Tasks;

namespace WireSP.Streaming.Simulation;

/// <summary>
/// Runs a compiled pipeline on one thread and on a clock of its own, from documents that are handed in to documents and
/// dead letters that are collected. Nothing outside is opened; two runs with the same input are the same.
/// </summary>
public sealed class PipelineSimulation
{
    private const string ProcessorId = "000000000000000000000001";

    private readonly CompiledPipeline _pipeline;
    private readonly SimulatedClock _clock;
    private readonly SimulatedOrigin _origin;
    private readonly TaskContext _context;
    private readonly OperatorChain _chain;
    private readonly SampleFormat _samples;
    private readonly SinkFailures _sinkFailures;
    private readonly ITargetDescriber? _targets;
    private readonly ISelfTimedSource? _ownSource;
    private readonly List<SimulatedOutput> _outputs = [];
    private readonly List<BsonDocument> _deadLetters = [];
    private long _outputBytes;

    /// <summary>Creates a simulation in which nothing has happened.</summary>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="processorName">The name that dead letters show.</param>
    /// <param name="sourceType">The type that stream metadata shows, for example <c>kafka</c>.</param>
    /// <param name="start">Where the clock stands first.</param>
    /// <param name="eventTimeAheadMax">How far ahead of the clock event times may be; null for any.</param>
    public PipelineSimulation(
        CompiledPipeline pipeline,
        string processorName,
        string sourceType,
        DateTimeOffset start,
        TimeSpan? eventTimeAheadMax)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        _pipeline = pipeline;
        _clock = new SimulatedClock(start);
        _origin = new SimulatedOrigin(sourceType);
        _context = new TaskContext(ProcessorId, processorName, IsEphemeral: true, null, _clock)
        {
            StartedByUser = start,
            EventTimeAheadMax = eventTimeAheadMax,
        };
        _chain = new OperatorChain(pipeline, _context, null);
        _chain.OpenAsync(_context, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        _samples = new SampleFormat(pipeline.StreamMetaFieldName);
        _sinkFailures = new SinkFailures(
            new DeadLetterFormat(_context, null, pipeline.StreamMetaFieldName), pipeline.Sink?.OperatorName ?? "");
        _ownSource = pipeline.Source.CreateSelfTimed(_context);
        _ownSource?.OpenAsync(null, CancellationToken.None).AsTask().GetAwaiter().GetResult();
        _targets = pipeline.Sink?.CreateTargetDescriber(_clock);
    }

    /// <summary>Where the clock stands, milliseconds since 1970-01-01 UTC.</summary>
    public long NowMs => _clock.NowMs;

    /// <summary>Documents that reached the sink, in order.</summary>
    public IReadOnlyList<SimulatedOutput> Outputs => _outputs;

    /// <summary>Dead letters, in order.</summary>
    public IReadOnlyList<BsonDocument> DeadLetters => _deadLetters;

    /// <summary>What the pipeline has done so far. Nothing takes time here, so there is no latency.</summary>
    public TaskStatistics Statistics => ReadStatistics();

    /// <summary>Says which source partitions are read: the watermark waits for each of them.</summary>
    public void Assign(IReadOnlyList<int> partitions) => Run(new SourceBatch { AssignedPartitions = partitions });

    /// <summary>Takes one document, or one record that is none, through the pipeline.</summary>
    public void Receive(SimulatedInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var batch = new SourceBatch();
        var origin = new DocumentOrigin(_origin, input.Partition, input.Position, NowMs, input.Source);
        if (input.Refusal is { } refusal)
        {
            batch.AddUndecodable(new UndecodableRecord(input.Body, refusal, origin));
        }
        else
        {
            batch.Add(input.Body.AsDocument, input.TimestampMs ?? NowMs, origin);
        }

        Run(batch);
    }

    /// <summary>
    /// Moves the clock forward and does, at its own time, all that becomes due on the way: what the source brings by
    /// itself, windows that end, partitions that become idle.
    /// </summary>
    public void AdvanceTo(long timeMs)
    {
        ReadOwn();
        var last = long.MinValue;
        while (NextDueMs(last) is { } due && due <= timeMs)
        {
            last = due;
            _clock.MoveTo(due);
            Run(null);
            ReadOwn();
        }

        if (timeMs > NowMs)
        {
            _clock.MoveTo(timeMs);
            Run(null);
        }
    }

    // Later than what was done last: a deadline that stays where it is waits for something other than time.
    private long? NextDueMs(long last)
    {
        var chain = _chain.NextDeadlineMs is { } deadline && deadline > last ? deadline : long.MaxValue;
        var next = Math.Min(chain, _ownSource?.NextMs ?? long.MaxValue);
        return next == long.MaxValue ? null : next;
    }

    private void ReadOwn()
    {
        while (_ownSource?.NextMs <= NowMs)
        {
            var batch = new SourceBatch();
            _ownSource.Read(batch);
            Run(batch);
        }
    }

    // A batch, or without one what time alone brings about.
    private void Run(SourceBatch? batch)
    {
        // New each time: what is collected may go on referring to it.
        var output = new OutputBatch();
        if (batch is null)
        {
            _chain.Tick(output);
        }
        else
        {
            _chain.Process(batch, output);
        }

        if (_chain.Waits)
        {
            // Mocks answer at once.
            _chain.CompleteAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        }

        // A throttle holds the batch back, and with it all that comes after it.
        _clock.MoveTo(NowMs + (long)Math.Ceiling(_chain.SettleThrottles().TotalMilliseconds));
        _deadLetters.AddRange(output.DeadLetters);
        foreach (var document in output.Documents)
        {
            Collect(document);
        }

        _deadLetters.AddRange(_sinkFailures.Take());
    }

    private void Collect(in StreamDocument document)
    {
        try
        {
            var target = _targets?.Describe(document);
            _outputs.Add(new SimulatedOutput(
                document.Body.Copy(), _samples.Render(document).Copy(), target, NowMs));
            _outputBytes += document.Body.Length;
        }
        catch (EvaluationException refusal)
        {
            _sinkFailures.DeadLetter(document, refusal.Message);
        }
    }

    private TaskStatistics ReadStatistics()
    {
        List<OperatorStatistics> rows =
        [
            new(_pipeline.Source.OperatorName)
            {
                InputCount = _chain.InputCount,
                InputBytes = _chain.InputBytes,
                OutputCount = _chain.Operators[0].InputCount,
                OutputBytes = _chain.Operators[0].InputBytes,
                DeadLetterCount = _chain.RefusedCount,
                DeadLetterBytes = _chain.RefusedBytes,
            },
        ];
        TaskStatisticsReader.AddOperators(_chain, TimeSpan.Zero, rows);
        if (_pipeline.Sink is { } sink)
        {
            rows.Add(new OperatorStatistics(sink.OperatorName)
            {
                InputCount = _chain.Operators[^1].InputCount,
                InputBytes = _chain.Operators[^1].InputBytes,
                OutputCount = _outputs.Count,
                OutputBytes = _outputBytes,
                DeadLetterCount = _sinkFailures.Count,
                DeadLetterBytes = _sinkFailures.Bytes,
            });
        }

        return new TaskStatistics
        {
            InputCount = _chain.InputCount,
            InputBytes = _chain.InputBytes,
            OutputCount = _outputs.Count,
            OutputBytes = _outputBytes,
            DeadLetterCount = _chain.Output.DeadLetterCount + _sinkFailures.Count,
            DeadLetterBytes = _chain.Output.DeadLetterBytes + _sinkFailures.Bytes,
            StateBytes = _chain.PublishedStateBytes,
            SpareBytes = _chain.PublishedSpareBytes,
            WatermarkMs = _chain.WatermarkMs,
            LastInputMs = _chain.LastInputMs,
            Operators = rows,
        };
    }
}
