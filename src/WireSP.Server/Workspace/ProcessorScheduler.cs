using Microsoft.Extensions.Logging;
using WireSP.Bson;
using WireSP.Server.Configuration;
using WireSP.Streaming;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Tasks;

namespace WireSP.Server.Workspace;

/// <summary>
/// Starts and stops processors and records how they end. A processor's row is written either by a caller that holds its
/// gate while nothing runs, or by the end of its run: never by both.
/// </summary>
internal sealed class ProcessorScheduler(
    IWorkspaceStore store,
    PipelineChecker checker,
    WorkspaceSettings settings,
    TimeProvider clock,
    ILogger logger)
{
    // How long a start command waits to see the processor start or fail; it goes on starting after that.
    private static readonly TimeSpan StartWait = TimeSpan.FromSeconds(2);

    // How long the end of the server waits for processors: longer than a task takes to give up what is under way, and
    // together with the connections' time less than service managers wait before they kill.
    private static readonly TimeSpan ShutdownGrace = TimeSpan.FromSeconds(15);

    private volatile bool _isShuttingDown;

    /// <summary>The tier that a processor would run on.</summary>
    public Tier TierOf(ProcessorRow row) =>
        ((row.StartedTier ?? row.Options.Tier) is { } name ? TierTable.Find(name) : null) ?? settings.DefaultTier;

    /// <summary>Starts a processor that rests; the caller holds its gate.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">It cannot run as it is.</exception>
    public async ValueTask StartAsync(
        StreamProcessor processor,
        StartRequest request,
        CancellationToken cancellationToken)
    {
        if (processor.IsActive)
        {
            throw StreamErrors.AlreadyStarted(processor.Name, processor.State);
        }

        var row = processor.Row with { StartedTier = request.Tier ?? processor.Row.Options.Tier };
        var (pipeline, tier) = Prepare(row, processor.IsEphemeral);
        var start = StartPosition(row, request, pipeline);
        await ProcessorCheckpoints.PrepareStartAsync(processor, request, cancellationToken);

        await StoreAsync(
            processor,
            row with
            {
                IsWanted = true,
                HasStarted = true,
                StartedTier = tier.Name,
                StartPosition = start,
                RestState = RestState.Stopped,
                ErrorMessage = "",
                ErrorCode = 0,
                IsErrorRetryable = false,
                LastStateChange = clock.GetUtcNow(),
            },
            cancellationToken);
        Launch(processor, pipeline, tier, startedByUser: clock.GetUtcNow());
        await WaitForStartAsync(processor, cancellationToken);
    }

    /// <summary>
    /// Starts a processor again that ran when the server ended; one that cannot run any more is failed.
    /// </summary>
    /// <param name="processor">The processor.</param>
    /// <param name="ready">Completes when it may begin.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async ValueTask ResumeAsync(StreamProcessor processor, Task ready, CancellationToken cancellationToken)
    {
        await processor.Gate.WaitAsync(cancellationToken);
        try
        {
            if (processor.IsDropped || processor.Run is not null || _isShuttingDown)
            {
                return;
            }

            var (pipeline, tier) = Prepare(processor.Row, isEphemeral: false);
            await ready.WaitAsync(cancellationToken);
            Launch(processor, pipeline, tier, startedByUser: null);
        }
        catch (Wire.Commands.MongoCommandException exception)
        {
            var failure = new StreamProcessorException(
                (int)exception.Code, FailureDomain.User, RetryPolicy.Never, exception.Message, exception);
            await StoreAsync(processor, Ended(processor.Row, failure), cancellationToken);
            logger.LogWarning(
                "Stream processor {Name} was not started again: {Reason}", processor.Name, failure.Message);
        }
        finally
        {
            processor.Gate.Release();
        }
    }

    /// <summary>Stops a processor and waits until its output has reached the sink; the caller holds its gate.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">It does not run.</exception>
    public async ValueTask StopAsync(StreamProcessor processor, CancellationToken cancellationToken)
    {
        if (processor.Run is { } run)
        {
            run.Stop();
            await processor.Ended.WaitAsync(cancellationToken);
        }
        else if (processor.Row.IsWanted)
        {
            // Not started again yet after a restart of the server.
            await StoreAsync(processor, Ended(processor.Row, null), cancellationToken);
        }
        else
        {
            throw StreamErrors.AlreadyStopped(processor.Name);
        }
    }

    /// <summary>
    /// Stops everything for the end of the server; what ran is started again with the next one. One that does not end
    /// in time is left as a power cut would leave it: its last checkpoint counts.
    /// </summary>
    public async Task ShutDownAsync(IReadOnlyList<StreamProcessor> processors)
    {
        _isShuttingDown = true;
        foreach (var processor in processors)
        {
            processor.Run?.Stop();
        }

        try
        {
            await Task.WhenAll(processors.Select(processor => processor.Ended)).WaitAsync(ShutdownGrace, clock);
        }
        catch (TimeoutException)
        {
            var names = processors.Where(processor => !processor.Ended.IsCompleted).Select(processor => processor.Name);
            logger.LogWarning(
                "Stream processors did not end within {Grace} and go on from their last checkpoints: {Names}",
                ShutdownGrace,
                string.Join(", ", names));
        }
    }

    /// <summary>Stores a processor's row and makes it the present one.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">It was changed meanwhile.</exception>
    public async ValueTask StoreAsync(StreamProcessor processor, ProcessorRow row, CancellationToken cancellationToken)
    {
        if (processor.IsEphemeral)
        {
            processor.Row = row;
            return;
        }

        if (!await store.TryUpdateProcessorAsync(row, cancellationToken))
        {
            throw StreamErrors.ChangedMeanwhile(row.Name);
        }

        processor.Row = row with { Version = row.Version + 1 };
    }

    /// <summary>What is to be recorded of a processor's progress now.</summary>
    public static ProcessorProgress ProgressOf(StreamProcessor processor) =>
        new(processor.Id, TotalsCodec.Encode(processor.Statistics));

    private (CompiledPipeline Pipeline, Tier Tier) Prepare(ProcessorRow row, bool isEphemeral)
    {
        var tier = TierOf(row);
        var pipeline = checker.Compile(row.Pipeline, row.Options, isEphemeral);
        if ((TierTable.FindRefusal(tier, settings.MaxTier, pipeline.AddedParallelism)
            ?? TierTable.FindCopyRefusal(tier, pipeline.SourceDescription.CopiedCollections)) is { } refusal)
        {
            throw new Wire.Commands.MongoCommandException(
                Wire.Commands.ErrorCode.StreamProcessorInvalidOptions, refusal);
        }

        checker.CheckDeadLetterQueue(row.Options.DeadLetterQueue);
        return (pipeline, tier);
    }

    // Where the user says; what he said before counts until there is a checkpoint, or he begins anew.
    private static BsonDocument? StartPosition(ProcessorRow row, StartRequest request, CompiledPipeline pipeline)
    {
        if (request.SourceStart is not { } start)
        {
            return request.ResumesFromCheckpoint ? row.StartPosition : null;
        }

        return pipeline.SourceDescription.FindPosition(start, out var refusal)
            ?? throw StreamErrors.InvalidOptions(refusal);
    }

    private void Launch(
        StreamProcessor processor, CompiledPipeline pipeline, Tier tier, DateTimeOffset? startedByUser)
    {
        var context = new TaskContext(
            processor.Id, processor.Name, processor.IsEphemeral, tier.KafkaPartitionsMax, clock)
        {
            StartedByUser = startedByUser,
            MemoryBytes = tier.MemoryBytes,
            Discards = new LoggedDiscards(logger, processor.Name),
            TakesCheckpoints = processor.Checkpoints is not null,
            CheckpointInterval = processor.Row.Options.CheckpointInterval,
            EventTimeAheadMax = processor.Row.Options.EventTimeAheadMax switch
            {
                null => StreamingLimits.EventTimeAheadMax,
                { Ticks: 0 } => null,
                var given => given,
            },
        };
        Action<string> warn = warning => logger.LogWarning(
            "Stream processor {Name}: {Warning}", processor.Name, warning);
        var options = new TaskOptions(context)
        {
            DeadLetters = checker.OpenDeadLetterQueue(processor.Row.Options.DeadLetterQueue, clock, warn),
            StateBytesMax = tier.StateBytesMax,
            Position = processor.Row.StartPosition,
            Samples = processor.Samples,
            InstanceName = settings.Name,
            Checkpoints = processor.Checkpoints,
            Definition = CheckpointCompatibility.DefinitionOf(processor.Row.Pipeline),
            Warn = warn,
            Carry = processor.Totals,
        };
        // Nobody but its client waits for an ephemeral processor: a failure is shown, not retried.
        var run = new ProcessorRun(new RunSettings(pipeline, options, !processor.IsEphemeral), clock, logger);
        processor.Samples.Reopen();
        processor.Run = run;
        processor.Ended = SuperviseAsync(processor, run);
    }

    private async Task WaitForStartAsync(StreamProcessor processor, CancellationToken cancellationToken)
    {
        if (processor.Run is not { } run)
        {
            return;
        }

        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(run.FirstAttempt, Task.Delay(StartWait, clock, waiting.Token));
        await waiting.CancelAsync();
    }

    private async Task SuperviseAsync(StreamProcessor processor, ProcessorRun run)
    {
        var outcome = await run.RunAsync();
        if (run.Settings.Options.DeadLetters is { } deadLetters)
        {
            await deadLetters.DisposeAsync();
        }

        processor.LastCheckpoint = run.Checkpoint;
        processor.Totals = run.Statistics;
        var row = _isShuttingDown ? processor.Row : Ended(processor.Row, outcome.Failure);
        try
        {
            if (!processor.IsEphemeral)
            {
                await store.WriteProgressAsync([ProgressOf(processor)], CancellationToken.None);
            }

            if (!ReferenceEquals(row, processor.Row))
            {
                await StoreAsync(processor, row, CancellationToken.None);
            }
        }
#pragma warning disable CA1031 // The end of a run must reach its processor even when the disk does not take it.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogError(exception, "The end of stream processor {Name} could not be stored", processor.Name);
            processor.Row = row;
        }

        processor.Run = null;
        run.Dispose();
        processor.Samples.End(outcome.Failure is { } failure ? $"stream processor failed: {failure.Message}" : null);
    }

    private ProcessorRow Ended(ProcessorRow row, StreamProcessorException? failure) => row with
    {
        IsWanted = false,
        RestState = failure is null ? RestState.Stopped : RestState.Failed,
        ErrorMessage = failure?.Message ?? "",
        ErrorCode = failure?.Code ?? 0,
        IsErrorRetryable = failure?.Retry == RetryPolicy.WithBackoff,
        LastStateChange = clock.GetUtcNow(),
    };
}
