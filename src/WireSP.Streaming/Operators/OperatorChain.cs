using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sources;
using WireSP.Streaming.Tasks;
using WireSP.Streaming.Time;
using WireSP.Streaming.Windows;

namespace WireSP.Streaming.Operators;

/// <summary>
/// The operators of one task from source to sink: gives each document its time, pushes it through, and moves the
/// watermark after it. Synchronous and used by one thread at a time.
/// </summary>
internal sealed partial class OperatorChain : IDocumentMaker
{
    private readonly CompiledPipeline _pipeline;
    private readonly TimeProvider _clock;
    private readonly ChainOutput _output;
    private readonly OperatorFactory _factory;
    private readonly EventTime? _eventTime;
    private readonly FieldScope _sourceFields;
    private readonly List<Operator> _operators = [];
    private readonly List<ThrottleOperator> _throttles;
    private readonly Operator _first;
    private readonly WindowOperator? _window;
    private readonly IDiscardLog? _discards;

    private readonly bool _passesThrough;

    // Null where an operator needs documents one by one, in step with the watermark.
    private readonly BatchOperator? _firstOfBatch;

    // Null unless the window comes first and its states take documents as they are.
    private readonly WindowFeed? _feed;

    // Null where nothing depends on event time: then nobody pays for following it.
    private readonly WatermarkTracker? _watermarks;
    private long _lastInputMs = long.MinValue;
    private long _batchTimestamp;
    private readonly long _aheadMaxMs;
    private long _futureFromMs = long.MaxValue;

    /// <summary>Makes the operators of one task.</summary>
    public OperatorChain(CompiledPipeline pipeline, TaskContext context, string? instanceName)
    {
        _pipeline = pipeline;
        _clock = context.Clock;
        _discards = context.Discards;
        _aheadMaxMs = (long?)context.EventTimeAheadMax?.TotalMilliseconds ?? long.MaxValue;
        var deadLetters = new DeadLetterFormat(context, instanceName, pipeline.StreamMetaFieldName);
        _output = new ChainOutput(deadLetters, context.Clock);
        _factory = new OperatorFactory(_output, pipeline.ReadsMetadata);
        _sourceFields = _factory.ScopeOf(pipeline.SourceScope);
        _eventTime = pipeline.Time.Field is { } field ? new EventTime(field) : null;
        foreach (var stage in pipeline.Stages)
        {
            var made = stage.Create(_factory);
            made.Script = stage.Fields is { ScriptCount: > 0 } fields ? _factory.ScopeOf(fields) : null;
            _operators.Add(made);
        }

        _operators.Add(new CollectOperator(pipeline.Sink?.OperatorName ?? "SampleOperator", _output));
        Link();
        _first = _operators[0];
        _passesThrough = _operators.Count == 1 && _eventTime is null;
        _firstOfBatch = LinkBatches();
        _throttles = [.. _operators.OfType<ThrottleOperator>()];
        _enrichments = [.. _operators.OfType<EnrichOperator>()];
        _beforeWindow = LinkEnrichments(_operators);
        _window = FindWindow();
        _watermarks = _window is { IsEventTime: true }
            ? new WatermarkTracker(pipeline.Source.PartitionIdleTimeout)
            : null;
        _sourceFields.Time = _eventTime;
        _feed = _first is WindowOperator { TakesFromScope: true } window
            ? new WindowFeed(this, window, _sourceFields, _watermarks)
            : null;
    }

    /// <summary>The operators in order; the last one collects what goes to the sink.</summary>
    public IReadOnlyList<Operator> Operators => _operators;

    /// <summary>What the operators share.</summary>
    public ChainOutput Output => _output;

    /// <summary>The window operator; null when the pipeline has none.</summary>
    public WindowOperator? Window => _window;

    /// <summary>The watermark; null before the first document and where nothing depends on it.</summary>
    public long? WatermarkMs =>
        _watermarks is null || _watermarks.Current == WatermarkTracker.None ? null : _watermarks.Current;

    /// <summary>When the last document came in; null before the first.</summary>
    public long? LastInputMs => _lastInputMs == long.MinValue ? null : _lastInputMs;

    /// <summary>Documents and records that came in.</summary>
    public long InputCount { get; private set; }

    /// <summary>Bytes of the documents that came in.</summary>
    public long InputBytes { get; private set; }

    /// <summary>Documents and records that the source or their time refused.</summary>
    public long RefusedCount { get; private set; }

    /// <summary>Bytes of the refused documents.</summary>
    public long RefusedBytes { get; private set; }

    /// <summary>Documents refused because their event time is too far in the future.</summary>
    public long FutureCount { get; private set; }

    /// <summary>Start of the oldest open window after the last batch.</summary>
    public long? PublishedOldestWindowMs { get; private set; }

    /// <summary>Start of the newest open window after the last batch.</summary>
    public long? PublishedNewestWindowMs { get; private set; }

    /// <summary>When something has to be done although nothing arrives; null for never.</summary>
    public long? NextDeadlineMs
    {
        get
        {
            var window = _window?.NextDeadline(_lastInputMs);
            var partition = _watermarks?.NextIdle();
            return window is null ? partition : partition is null ? window : Math.Min(window.Value, partition.Value);
        }
    }

    /// <summary>How long the batch at hand has to wait before it goes on; asked once a batch.</summary>
    public TimeSpan SettleThrottles()
    {
        var wait = TimeSpan.Zero;
        foreach (var throttle in _throttles)
        {
            // A later limit is refilled while an earlier one is waited for.
            wait += throttle.Settle(_clock.GetUtcNow() + wait);
        }

        return wait;
    }

    /// <summary>
    /// Lets large windows go to the sink in parts while they are put out. Not where there are limits: what passes them
    /// has to wait first.
    /// </summary>
    /// <param name="taker">See <see cref="ChainOutput.Taker"/>.</param>
    public void PassOnTo(Func<OutputBatch, OutputBatch?> taker) =>
        _output.Taker = _throttles.Count > 0 ? null : taker;

    /// <summary>Where the source stood before the next batch; null when it had no position yet.</summary>
    public BsonDocument? PositionBefore { get; set; }

    /// <summary>Where a task goes on once everything so far has been written.</summary>
    /// <param name="after">Where the source stands after the last batch.</param>
    public TaskPosition PositionAfter(BsonDocument? after) =>
        _window is null ? new TaskPosition(after, null) : new TaskPosition(_window.Hold(after), _window.ReplayLineMs);

    /// <summary>
    /// Takes a source batch through the chain, as far as it does not wait; what comes out refers to both batches'
    /// memory.
    /// </summary>
    public void Process(SourceBatch input, OutputBatch output)
    {
        var nowMs = Begin(output);
        if (input.AssignedPartitions is { } partitions && _watermarks is not null)
        {
            _watermarks.Assign(partitions, nowMs);
            AdvanceWindow();
        }

        if (!input.IsEmpty)
        {
            _lastInputMs = nowMs;
            InputCount += input.Documents.Count + input.Undecodable.Count;
            RefuseUndecodable(input);
            ProcessDocuments(input.Documents, nowMs);
        }

        LookAfterTime(nowMs);
        if (!Waits)
        {
            End();
        }
    }

    /// <summary>Looks after time: closes windows that idleness or the clock has ended.</summary>
    public void Tick(OutputBatch output)
    {
        LookAfterTime(Begin(output));
        if (!Waits)
        {
            End();
        }
    }

    private void ProcessDocuments(DocumentRows documents, long nowMs)
    {
        InputBytes += documents.Bytes;
        if (_passesThrough)
        {
            // Nothing looks at the documents: they go on as they came.
            ((CollectOperator)_first).ProcessAll(documents);
            return;
        }

        if (_firstOfBatch is not null)
        {
            _firstOfBatch.ProcessAll(documents);
            return;
        }

        if (_feed is not null)
        {
            _feed.ProcessAll(documents, nowMs, _futureFromMs);
            return;
        }

        var i = 0;
        while (i < documents.Count)
        {
            try
            {
                // One try for many documents: leaving and entering it costs only when one fails.
                for (; i < documents.Count; i++)
                {
                    ProcessOne(documents[i], nowMs);
                }
            }
            catch (Exception failure) when (Fails(documents[i], failure))
            {
                i++;
            }
        }
    }

    private void ProcessOne(in StreamDocument document, long nowMs)
    {
        _sourceFields.Begin(document);
        var timeMs = document.EventTimeMs;
        if (_eventTime is not null)
        {
            timeMs = _eventTime.Of(_sourceFields.Context);
        }

        if (timeMs > _futureFromMs)
        {
            RefuseFuture(document, timeMs);
            return;
        }

        _first.Process(_eventTime is null ? document : document.WithEventTime(timeMs));

        // The document goes first: the watermark that it raises must not be ahead of it.
        if (_watermarks is not null && _watermarks.Observe(document.Partition, timeMs, nowMs))
        {
            AdvanceWindow();
        }
    }

    private void LookAfterTime(long nowMs)
    {
        if (_watermarks?.LeaveOutIdle(nowMs) == true)
        {
            AdvanceWindow();
        }

        // A window behind others waits until what has come in has reached it.
        if (_beforeWindow == 0)
        {
            CloseIdle(nowMs);
        }
    }

    private void CloseIdle(long nowMs)
    {
        if (_watermarks is not null && _window!.CloseIdle(nowMs, _lastInputMs) is { } endMs)
        {
            _watermarks.RaiseTo(endMs, nowMs);
            _window.Advance(_watermarks.Current);
        }
    }

    private void AdvanceWindow()
    {
        if (_beforeWindow == 0)
        {
            _window!.Advance(_watermarks!.Current);
        }
        else
        {
            _enrichments[0].Advance(_watermarks!.Current);
        }
    }

    private long Begin(OutputBatch output)
    {
        _output.Batch = output;
        var nowMs = _clock.GetUtcNow().ToUnixTimeMilliseconds();
        _nowMs = nowMs;
        _batchTimestamp = _clock.GetTimestamp();
        if (_watermarks is not null && _aheadMaxMs != long.MaxValue)
        {
            _futureFromMs = nowMs + _aheadMaxMs;
        }

        _window?.BeginBatch(nowMs, _batchTimestamp, PositionBefore);
        return nowMs;
    }

    private void End()
    {
        foreach (var one in _operators)
        {
            one.EndBatch();
        }

        PublishMemory();
        _publishedNextEndMs = _window?.NextEndMs;
        _publishedOpenCount = _window?.OpenCount ?? 0;
        PublishedOldestWindowMs = _window?.OldestStartMs;
        PublishedNewestWindowMs = _window?.NewestStartMs;
        _output.Batch.NoteArrival(_batchTimestamp);
        if (_output.DiscardedCount > 0)
        {
            _discards?.Discarded(_output.DiscardedCount);
            _output.DiscardedCount = 0;
        }
    }

    private void Link()
    {
        for (var i = 0; i < _operators.Count - 1; i++)
        {
            _operators[i].Next = _operators[i + 1];
            if (_operators[i] is WindowOperator { SuffixLast: { } last })
            {
                last.Next = _operators[i + 1];
            }
        }
    }

    // The operators pass batches on when all of them can; the last one only collects.
    private BatchOperator? LinkBatches()
    {
        IDocumentMaker maker = this;
        for (var i = 0; i < _operators.Count - 1; i++)
        {
            if (_operators[i] is not BatchOperator one)
            {
                return null;
            }

            one.Maker = maker;
            maker = one;
        }

        return _first as BatchOperator;
    }

    private WindowOperator? FindWindow()
    {
        foreach (var one in _operators)
        {
            if (one is WindowOperator window)
            {
                return window;
            }
        }

        return null;
    }
}
