using System.Threading.Channels;
using WireSP.Bson;
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

    private readonly CompiledPipeline _pipeline;
    private readonly TaskOptions _options;
    private readonly TimeProvider _clock;
    private readonly OperatorChain _chain;
    private readonly TaskPosition _startPosition;
    private readonly BatchSlots _slots = new();
    private readonly Channel<BatchSlot?> _inbox = CreateQueue();
    private readonly Channel<BatchSlot?> _outbox = CreateQueue();
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
        _startPosition = TaskPosition.Parse(options.Position);
        if (_startPosition.ClosedUpToMs is { } line)
        {
            _chain.Window?.KeepClosed(line);
        }

        _sourceLoop = new SourceLoop(_slots, _inbox.Writer, _clock) { OpenedAt = _startPosition.Source };
        _chainLoop = new ChainLoop(_chain, _slots, _inbox, _outbox.Writer, options);
        _sinkLoop = new SinkLoop(_slots, _outbox, options, pipeline);
    }

    /// <summary>Completes when source and sink are open; fails when they cannot be opened.</summary>
    public Task Started => _started.Task;

    /// <summary>What the task has done so far; may be read from any thread.</summary>
    public TaskStatistics Statistics =>
        TaskStatisticsReader.Read(_pipeline, _chain, _sourceLoop, _chainLoop, _sinkLoop).After(_options.Carry);

    /// <summary>
    /// Where another task goes on without loss: everything before has taken effect, and what open windows hold is read
    /// again. Null before there is such a position.
    /// </summary>
    public BsonDocument? LastPosition => _sinkLoop.WrittenPosition.ToDocument() ?? _options.Position;

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
            await RunGuardedAsync(stop).ConfigureAwait(false);
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
            _ = _started.TrySetCanceled(CancellationToken.None);
        }
    }

    private async Task RunGuardedAsync(CancellationToken stop)
    {
        using var abort = new CancellationTokenSource(Timeout.InfiniteTimeSpan, _clock);
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(stop, abort.Token);
        await using var source = _pipeline.Source.Create(_options.Context);
        await using var sink = _pipeline.Sink?.Create(_options.Context) ?? new NoSink();
        await OpenAsync(source, sink, reading.Token).ConfigureAwait(false);
        var loops = new[]
        {
            Task.Run(() => _sourceLoop.RunAsync(source, _sinkLoop, reading.Token), CancellationToken.None),
            Task.Run(() => _chainLoop.RunAsync(abort.Token), CancellationToken.None),
            Task.Run(() => _sinkLoop.RunAsync(sink, abort.Token), CancellationToken.None),
        };
        using var grace = stop.UnsafeRegister(
            static state => ((CancellationTokenSource)state!).CancelAfter(StopGrace), abort);
        await FailTogetherAsync(loops, abort).ConfigureAwait(false);
        await AcknowledgeLastAsync(source, abort.Token).ConfigureAwait(false);
    }

    private async Task OpenAsync(ISource source, ISink sink, CancellationToken cancellationToken)
    {
        // The sink first: nothing should be read that could not be written.
        await sink.OpenAsync(cancellationToken).ConfigureAwait(false);
        await source.OpenAsync(_startPosition.Source, cancellationToken).ConfigureAwait(false);
        _ = _started.TrySetResult();
    }

    private async Task AcknowledgeLastAsync(ISource source, CancellationToken cancellationToken)
    {
        if (_sinkLoop.WrittenPosition.Source is { } position)
        {
            await source.AcknowledgeAsync(position, cancellationToken).ConfigureAwait(false);
        }
    }

    // Whoever hands a batch on also works on it when nobody else does: the batch stays in one core's cache, and no
    // thread has to be woken. A sink or source that really waits lets the other loops run meanwhile.
    private static Channel<BatchSlot?> CreateQueue() => Channel.CreateBounded<BatchSlot?>(
        new BoundedChannelOptions(BatchSlots.CountMax + 1)
        {
            AllowSynchronousContinuations = true,
            SingleReader = true,
        });

    private static async Task FailTogetherAsync(Task[] loops, CancellationTokenSource abort)
    {
        Exception? first = null;
        List<Task> running = [.. loops];
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running).ConfigureAwait(false);
            _ = running.Remove(ended);
            try
            {
                await ended.ConfigureAwait(false);
            }
            catch (Exception failure)
            {
                // The others only fail because of the first one; its failure is the one to tell.
                first ??= failure;
                await abort.CancelAsync().ConfigureAwait(false);
            }
        }

        if (first is not null)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }
}
