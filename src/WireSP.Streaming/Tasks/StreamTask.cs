using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Sources;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// Runs one attempt of one pipeline in three loops that hand batches on: one reads the source, one runs the operators,
/// one writes to the sink. Batches are few and used again, so a slow sink slows the source.
/// </summary>
public sealed class StreamTask
{
    private const int InternalError = 1;

    // How long a stop waits for what is under way to reach the sink.
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);

    // Longer than a cluster takes to elect a leader.
    private static readonly TimeSpan StalledAfter = TimeSpan.FromSeconds(30);

    private readonly CompiledPipeline _pipeline;
    private readonly TaskOptions _options;
    private readonly TimeProvider _clock;
    private readonly OperatorChain _chain;
    private readonly TaskQueues _queues;
    private readonly Checkpointer _checkpointer;
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SourceLoop _sourceLoop;
    private readonly ChainLoop _chainLoop;
    private readonly SinkLoop _sinkLoop;
    private int _runs;

    /// <summary>Creates a task that does not run yet.</summary>
    /// <param name="pipeline">The compiled pipeline.</param>
    /// <param name="options">What this attempt is given.</param>
    public StreamTask(CompiledPipeline pipeline, TaskOptions options)
    {
        ArgumentNullException.ThrowIfNull(pipeline);
        ArgumentNullException.ThrowIfNull(options);
        _pipeline = pipeline;
        _options = options;
        _clock = options.Context.Clock;
        _chain = new OperatorChain(pipeline, options.Context, options.InstanceName);
        _queues = new TaskQueues
        {
            Slots = new BatchSlots
            {
                DocumentsMax = pipeline.BatchDocumentsMax,
                BytesMax = pipeline.BatchBytesMax,
            },
        };
        _checkpointer = new Checkpointer(options);
        _sourceLoop = new SourceLoop(_queues, _checkpointer, _clock);
        _chainLoop = new ChainLoop(_chain, _queues, _checkpointer, options);
        _sinkLoop = new SinkLoop(_queues, _checkpointer, options, pipeline);
    }

    /// <summary>Completes when source and sink are open; fails when they cannot be opened.</summary>
    public Task Started => _started.Task;

    /// <summary>What the task promises of its sink once that is open; null before, and without a sink.</summary>
    public DeliveryGuarantee? Delivery { get; private set; }

    /// <summary>What the task has done so far; may be read from any thread.</summary>
    public TaskStatistics Statistics =>
        TaskStatisticsReader.Read(_pipeline, _chain, _sourceLoop, _chainLoop, _sinkLoop).After(_options.Carry);

    /// <summary>
    /// The source's position up to which everything has taken effect; null before there is such a position.
    /// </summary>
    public BsonDocument? LastPosition => _checkpointer.CommittedPosition ?? _options.Position;

    /// <summary>What the task tells of its checkpoints; null before the first one.</summary>
    public CheckpointStatistics? Checkpoint => _checkpointer.KeepsState ? _checkpointer.Statistics : null;

    /// <summary>Why the task makes no progress though it runs; null when it does.</summary>
    public string? StalledReason
    {
        get
        {
            if (Checkpoint?.Trouble is { } trouble)
            {
                return $"checkpoints cannot be stored: {trouble}";
            }

            var blocked = _sinkLoop.BlockedFor;
            return blocked < StalledAfter ? null
                : string.Create(CultureInfo.InvariantCulture, $"the sink has taken nothing for {blocked:hh\\:mm\\:ss}");
        }
    }

    /// <summary>What <see cref="TaskOptions.SinglyCount"/> has to be for the attempt after this one.</summary>
    /// <param name="failure">What ended this one; null for nothing.</param>
    public long SinglyCountAfter(StreamProcessorException? failure) =>
        _sinkLoop.SinglyCountAfter(failure?.InnerException is { } cause && Defect.Is(cause));

    /// <summary>Takes a checkpoint as soon as that can be, and keeps it under a name when there is one.</summary>
    /// <returns>Its number; canceled when the task ends before.</returns>
    public Task<long> SaveCheckpointAsync(string? name)
    {
        var saved = _checkpointer.RequestAsync(name);
        _queues.Tick();
        return saved;
    }

    /// <summary>
    /// Runs until the source ends or <paramref name="stop"/> is cancelled, which lets what is under way reach the sink.
    /// </summary>
    /// <exception cref="StreamProcessorException">The source, a stage or the sink failed.</exception>
    public async Task RunAsync(CancellationToken stop)
    {
        if (Interlocked.Exchange(ref _runs, 1) != 0)
        {
            throw new InvalidOperationException("a task runs once; every attempt is another task");
        }

        // Nobody has to look at Started: its failure is this method's as well.
        _ = _started.Task.ContinueWith(
            static task => _ = task.Exception,
            CancellationToken.None,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);
        try
        {
            await RunGuardedAsync(stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Stopped before it started, or what was under way did not get through in time: it is read again.
        }
        catch (Exception failure) when (failure is not StreamProcessorException)
        {
            var wrapped = new StreamProcessorException(
                InternalError,
                FailureDomain.Internal,
                RetryPolicy.WithBackoff,
                $"internal error: {failure.GetType().Name}: {failure.Message}",
                failure);
            _ = _started.TrySetException(wrapped);
            throw wrapped;
        }
        catch (StreamProcessorException failure)
        {
            _ = _started.TrySetException(failure);
            throw;
        }
        finally
        {
            await _chain.CloseAsync();
            _checkpointer.End();
            _ = _started.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task RunGuardedAsync(CancellationToken stop)
    {
        using var abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _clock);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(stop, abort.Token);
        await using var source = _pipeline.Source.Create(_options.Context);
        await using var sink = _pipeline.Sink?.Create(_options.Context) ?? new NoSink();
        var opened = await OpenAsync(source, sink, reading.Token);
        var loops = new[]
        {
            _options.Scheduler.Run(() => _sourceLoop.RunAsync(source, reading.Token)),
            _options.Scheduler.Run(() => _chainLoop.RunAsync(opened, abort.Token)),
            _options.Scheduler.Run(() => _sinkLoop.RunAsync(sink, abort.Token)),
        };
        using var grace = stop.UnsafeRegister(
            static state => ((CancellationTokenSource)state!).CancelAfter(StopGrace), abort);
        await FailTogetherAsync(loops, abort);
        await _sourceLoop.AcknowledgeAsync(source, abort.Token);
    }

    private async Task<BsonDocument> OpenAsync(ISource source, ISink sink, CancellationToken cancellationToken)
    {
        if (_options.DeadLetters is { } deadLetters)
        {
            await deadLetters.OpenAsync(cancellationToken);
        }

        // The sink first: nothing should be read that could not be written, and it knows what it has committed.
        await sink.OpenAsync(cancellationToken);
        Delivery = _pipeline.Sink is null ? null
            : sink.Transactional is null ? DeliveryGuarantee.AtLeastOnce
            : DeliveryGuarantee.ExactlyOnce;
        var restored = await _checkpointer.OpenAsync(sink.Transactional, cancellationToken);
        await _chain.OpenAsync(_options.Context, cancellationToken);
        var position = restored is null ? _options.Position : Restore(restored);
        await source.OpenAsync(position, cancellationToken);
        _ = _started.TrySetResult();
        return source.Position;
    }

    // Takes the state over and answers where the source goes on.
    private BsonDocument? Restore(RestoredCheckpoint checkpoint)
    {
        var content = checkpoint.Content;
        var held = TaskPosition.Parse(content.Recompute);
        if (!content.HasStateOf(_options.Definition))
        {
            // The pipeline has changed in a way that its open windows are computed again from the source.
            if (held.ClosedUpToMs is { } line)
            {
                _chain.Window?.KeepClosed(line);
            }

            return held.Source;
        }

        try
        {
            _chain.Restore(content.State!.Value, checkpoint.Segments, held.Source);
            return content.Position;
        }
        catch (Exception failure) when (failure is not StreamProcessorException)
        {
            throw CheckpointErrors.NotUnderstood(checkpoint.Number, failure);
        }
    }

    private async Task FailTogetherAsync(Task[] loops, CancellationTokenSource abort)
    {
        Exception? first = null;
        List<Task> running = [.. loops];
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running);
            _ = running.Remove(ended);
            try
            {
                await ended;
            }
            catch (Exception failure)
            {
                // The others only fail because of the first one; its failure is the one to tell.
                first ??= failure;
                await _options.Scheduler.Cancel(abort);
            }
        }

        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}
