using Microsoft.Extensions.Logging;
using WireSP.Streaming;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Sinks;
using WireSP.Streaming.Tasks;

namespace WireSP.Server.Workspace;

/// <summary>
/// One run of a processor: attempts, with pauses between them, until it is stopped, its source ends or it is failed.
/// Holds no thread while it waits.
/// </summary>
/// <param name="settings">What it runs.</param>
/// <param name="clock">The server's clock.</param>
/// <param name="logger">Receives failures and restarts.</param>
internal sealed class ProcessorRun(RunSettings settings, TimeProvider clock, ILogger logger) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _firstAttempt = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile StreamTask? _attempt;
    private TaskOptions _options = settings.Options;
    private FailureStreak _streak;
    private volatile string _lastFailure = "";

    /// <summary>The pipeline that runs.</summary>
    public RunSettings Settings => settings;

    /// <summary>Whether the stop was asked for.</summary>
    public bool IsStopping => _stop.IsCancellationRequested;

    /// <summary>Whether source and sink are open.</summary>
    public bool IsStarted => _attempt?.Started.IsCompletedSuccessfully == true;

    /// <summary>The failure after which it is being started again; empty while all is well.</summary>
    public string LastFailure => IsStarted ? "" : _lastFailure;

    /// <summary>Counts of all attempts, and those of earlier runs that were carried over.</summary>
    public TaskStatistics Statistics => _attempt?.Statistics ?? _options.Carry ?? TaskStatistics.Empty;

    /// <summary>What the present attempt tells of its checkpoints; null before the first one.</summary>
    public CheckpointStatistics? Checkpoint => _attempt?.Checkpoint;

    /// <summary>Completes when the first attempt has started or failed.</summary>
    public Task FirstAttempt => _firstAttempt.Task;

    /// <summary>Runs until the end; called once.</summary>
    public async Task<RunOutcome> RunAsync()
    {
        // Whoever starts a processor must not wait for its source to open.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            while (true)
            {
                var failure = await AttemptAsync();
                _firstAttempt.TrySetResult();
                if (failure is null || IsStopping)
                {
                    return default;
                }

                if (PauseAfter(failure) is not { } pause)
                {
                    return new RunOutcome(failure);
                }

                await Task.Delay(pause, clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (IsStopping)
                {
                    return default;
                }
            }
        }
        finally
        {
            _firstAttempt.TrySetResult();
        }
    }

    /// <summary>How often a result takes effect; null without a sink, and while only an open sink could tell.</summary>
    public DeliveryGuarantee? Delivery => _attempt?.Delivery ?? Settings.Pipeline.Delivery;

    /// <summary>Why it makes no progress though it runs; null when it does.</summary>
    public string? StalledReason => LastFailure.Length > 0
        ? $"it is being started again after: {LastFailure}"
        : _attempt?.StalledReason;

    /// <summary>Takes a checkpoint as soon as that can be, and keeps it under a name.</summary>
    /// <returns>Its number; null when nothing runs that could take one.</returns>
    public async Task<long?> SaveCheckpointAsync(string name, CancellationToken cancellationToken)
    {
        if (_attempt is not { } attempt)
        {
            return null;
        }

        try
        {
            return await attempt.SaveCheckpointAsync(name).WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    /// <summary>Asks the run to end after what is under way has reached the sink.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private async Task<StreamProcessorException?> AttemptAsync()
    {
        var attempt = new StreamTask(settings.Pipeline, _options);
        _attempt = attempt;
        _ = SignalStartAsync(attempt);
        StreamProcessorException? failure = null;
        try
        {
            await attempt.RunAsync(_stop.Token);
        }
        catch (StreamProcessorException exception)
        {
            failure = exception;
        }
        catch (OperationCanceledException) when (IsStopping)
        {
            // Stopped before the source was open: there is nothing to flush.
        }
#pragma warning disable CA1031 // Whatever a stage does, it takes down this attempt and never the process.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = new StreamProcessorException(
                1, FailureDomain.Internal, RetryPolicy.WithBackoff, $"internal error: {exception.Message}", exception);
        }

        _lastFailure = failure?.Message ?? "";
        _options = _options with
        {
            Carry = attempt.Statistics,
            SinglyCount = attempt.SinglyCountAfter(failure),
        };
        return failure;
    }

    private async Task SignalStartAsync(StreamTask attempt)
    {
        await attempt.Started.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (attempt.Started.IsCompletedSuccessfully)
        {
            _firstAttempt.TrySetResult();
        }
    }

    private TimeSpan? PauseAfter(StreamProcessorException failure)
    {
        _streak = _streak.With(clock.GetUtcNow());
#pragma warning disable CA5394 // Jitter spreads restarts over time; nobody gains by guessing it.
        var pause = settings.IsRetried ? RestartPolicy.Decide(failure, _streak, Random.Shared.NextDouble()) : null;
#pragma warning restore CA5394
        var name = _options.Context.ProcessorName;
        if (pause is null)
        {
            logger.LogWarning(failure, "Stream processor {Name} failed, code {Code}", name, failure.Code);
        }
        else
        {
            logger.LogWarning(
                failure,
                "Stream processor {Name} met a failure, code {Code}; attempt {Attempt} follows in {Pause}",
                name,
                failure.Code,
                _streak.Count + 1,
                pause);
        }

        return pause;
    }
}
