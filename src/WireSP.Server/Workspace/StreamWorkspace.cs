using System.Collections.Concurrent;
using System.Security.Cryptography;
using WireSP.Server.Configuration;
using WireSP.Server.Sampling;

namespace WireSP.Server.Workspace;

/// <summary>
/// The stream processors of a workspace by name, and what can be done to them. Names are given out by the dictionary;
/// everything else happens under the gate of the processor that it concerns.
/// </summary>
internal sealed class StreamWorkspace(WorkspaceParts parts, TimeProvider clock) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, StreamProcessor> _byName = new(StringComparer.Ordinal);

    /// <summary>The workspace's settings.</summary>
    public WorkspaceSettings Settings => parts.Settings;

    /// <summary>The workspace's id, 24 hexadecimal digits.</summary>
    public string Id => parts.Store.WorkspaceId;

    /// <summary>The connections.</summary>
    public WorkspaceConnections Connections => parts.Connections;

    /// <summary>Compiles pipelines.</summary>
    public PipelineChecker Checker => parts.Checker;

    /// <summary>The tier that each processor runs on.</summary>
    public ProcessorScheduler Scheduler => parts.Scheduler;

    /// <summary>Sample cursors.</summary>
    public SampleCursorTable Cursors { get; } = new();

    /// <summary>All processors, ephemeral ones included, in no order.</summary>
    public ICollection<StreamProcessor> Processors => _byName.Values;

    /// <summary>Reads the stored processors; those that ran are started by <see cref="ResumeAsync"/>.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        foreach (var row in await parts.Store.ReadProcessorsAsync(cancellationToken))
        {
            var progress = await parts.Store.ReadProgressAsync(row.Id, cancellationToken);
            _byName[row.Name] = new StreamProcessor(row, new SampleTap(waitsForReaders: false))
            {
                Checkpoints = parts.Store.CheckpointsOf(row.Id),
                Totals = TotalsCodec.Decode(progress?.Totals),
            };
        }
    }

    /// <summary>Starts the processors again that ran when the server ended.</summary>
    /// <param name="ready">Completes when the first of them may begin; it is made ready meanwhile.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ResumeAsync(Task ready, CancellationToken cancellationToken)
    {
        foreach (var processor in Processors.Where(processor => processor.Row.IsWanted).ToList())
        {
            await parts.Scheduler.ResumeAsync(processor, ready, cancellationToken);
        }
    }

    /// <summary>The processor of that name.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">There is none.</exception>
    public StreamProcessor Get(string name) =>
        _byName.GetValueOrDefault(name) ?? throw StreamErrors.NoSuchProcessor(name);

    /// <summary>Stores a new processor.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">Its name is taken or its definition is
    /// wrong.</exception>
    public async ValueTask CreateAsync(ProcessorRow row, CancellationToken cancellationToken)
    {
        CheckName(row.Name);
        CheckOptions(row.Options);
        _ = Checker.Compile(row.Pipeline, row.Options, isEphemeral: false);
        var processor = new StreamProcessor(row, new SampleTap(waitsForReaders: false))
        {
            Checkpoints = parts.Store.CheckpointsOf(row.Id),
        };
        await processor.Gate.WaitAsync(cancellationToken);
        try
        {
            Reserve(row.Name, processor);
            await KeepNameIfAsync(
                parts.Store.TryAddProcessorAsync(row, cancellationToken), row.Name, processor);
        }
        finally
        {
            processor.Gate.Release();
        }
    }

    /// <summary>Starts a processor that lives as long as its client reads.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">It cannot run.</exception>
    public async ValueTask<StreamProcessor> ProcessAsync(
        ProcessorRow row,
        StartRequest request,
        SampleOwner owner,
        CancellationToken cancellationToken)
    {
        CheckOptions(row.Options);
        var tap = new SampleTap(waitsForReaders: true);
        var cursor = new SampleCursor(
            SampleCursorTable.NewId(), owner, SampleCursorLimits.Processing(documents: null), clock);
        var processor = new StreamProcessor(row, tap) { OwnCursor = cursor };
        if (!Cursors.TryAdd(cursor, processor.Id, tap))
        {
            throw StreamErrors.TooManyCursors();
        }

        try
        {
            tap.Add(cursor);
            Reserve(row.Name, processor);
            await parts.Scheduler.StartAsync(processor, request, cancellationToken);
            return processor;
        }
        catch
        {
            Forget(processor);
            throw;
        }
    }

    /// <summary>Starts a processor.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">It runs already, or it cannot run.</exception>
    public async ValueTask StartAsync(
        StreamProcessor processor,
        StartRequest request,
        CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(processor, cancellationToken);
        await parts.Scheduler.StartAsync(processor, request, cancellationToken);
    }

    /// <summary>Stops a processor.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">It does not run.</exception>
    public async ValueTask StopAsync(StreamProcessor processor, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(processor, cancellationToken);
        await parts.Scheduler.StopAsync(processor, cancellationToken);
    }

    /// <summary>Changes a processor that rests.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">It runs, or the changes are wrong.</exception>
    public async ValueTask ModifyAsync(
        StreamProcessor processor,
        ProcessorChanges changes,
        string user,
        CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(processor, cancellationToken);
        var before = processor.Row;
        if (processor.IsActive)
        {
            throw StreamErrors.MustBeStopped(before.Name, processor.State);
        }

        var row = changes.ApplyTo(before, clock.GetUtcNow(), user);
        var lost = await ProcessorCheckpoints.DescribeLatestAsync(processor, cancellationToken);
        Check(row, changes, before, lost);
        if (!changes.ResumesFromCheckpoint && processor.Checkpoints is { } checkpoints)
        {
            await checkpoints.LeaveBehindAsync(cancellationToken);
        }

        if (row.Name == before.Name)
        {
            await parts.Scheduler.StoreAsync(processor, row, cancellationToken);
            return;
        }

        CheckName(row.Name);
        Reserve(row.Name, processor);
        await KeepNameIfAsync(StoredAsync(processor, row, cancellationToken), row.Name, processor);
        _byName.TryRemove(new(before.Name, processor));
    }

    /// <summary>Stops a processor when it runs, and deletes it.</summary>
    public async ValueTask DropAsync(StreamProcessor processor, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(processor, cancellationToken);
        if (processor.IsEphemeral)
        {
            // Nobody reads any more, so what is under way must not wait for room.
            processor.Samples.End(failure: null);
        }

        if (processor.Run is not null)
        {
            await parts.Scheduler.StopAsync(processor, cancellationToken);
        }

        if (!processor.IsEphemeral)
        {
            await parts.Store.DeleteProcessorAsync(processor.Id, cancellationToken);
        }

        Forget(processor);
    }

    /// <summary>Records how far the processors that run have come.</summary>
    public async ValueTask RecordProgressAsync(CancellationToken cancellationToken)
    {
        var progress = Processors
            .Where(processor => !processor.IsEphemeral && processor.Run is not null)
            .Select(ProcessorScheduler.ProgressOf)
            .ToList();
        if (progress.Count > 0)
        {
            await parts.Store.WriteProgressAsync(progress, cancellationToken);
        }
    }

    /// <summary>Refuses to touch a connection that a running processor uses.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">One uses it.</exception>
    public void RequireUnused(string connection)
    {
        var users = Processors
            .Where(processor => processor.Run is { } run
                && (run.Settings.Pipeline.ConnectionNames.Contains(connection)
                    || processor.Row.Options.DeadLetterQueue["connectionName"] is { Type: Bson.BsonType.String } queue
                        && queue.AsString == connection))
            .Select(processor => processor.IsEphemeral ? "sp.process()" : processor.Name)
            .Order(StringComparer.Ordinal)
            .ToList();
        if (users.Count > 0)
        {
            throw StreamErrors.Failed(
                $"stream connection with name {connection} has active processors ({string.Join(", ", users.Take(5))}), "
                + "and cannot be changed");
        }
    }

    /// <summary>Stops everything; what ran is started again by the next server.</summary>
    public async ValueTask DisposeAsync()
    {
        await parts.Scheduler.ShutDownAsync([.. Processors]);
        foreach (var processor in Processors)
        {
            processor.Dispose();
        }

        await parts.Store.DisposeAsync();
    }

    /// <summary>A name, or an id, that nobody can guess.</summary>
    public static string NewSecretName() => RandomNumberGenerator.GetHexString(24, lowercase: true);

    private static void CheckName(string name)
    {
        if (ProcessorName.FindRefusal(name) is { } refusal)
        {
            throw StreamErrors.InvalidOptions(refusal);
        }
    }

    private static async ValueTask<Turn> TakeTurnAsync(StreamProcessor processor, CancellationToken cancellationToken)
    {
        await processor.Gate.WaitAsync(cancellationToken);
        if (processor.IsDropped)
        {
            processor.Gate.Release();
            throw StreamErrors.NoSuchProcessor(processor.Name);
        }

        return new Turn(processor.Gate);
    }

    private void Check(ProcessorRow row, ProcessorChanges changes, ProcessorRow before, string? checkpoint)
    {
        CheckOptions(row.Options);
        if (changes.Pipeline is not { } pipeline)
        {
            return;
        }

        _ = Checker.Compile(pipeline, row.Options, isEphemeral: false);
        if (checkpoint is not null && changes.ResumesFromCheckpoint
            && CheckpointCompatibility.FindRefusal(before.Pipeline, pipeline) is { } refusal)
        {
            throw StreamErrors.InvalidOptions($"{refusal}; that loses {checkpoint}");
        }
    }

    private void CheckOptions(ProcessorOptions options)
    {
        if (options.Tier is { } tier && TierTable.Find(tier) is null)
        {
            throw StreamErrors.UnknownTier(tier);
        }

        Checker.CheckDeadLetterQueue(options.DeadLetterQueue);
    }

    private void Reserve(string name, StreamProcessor processor)
    {
        if (!_byName.TryAdd(name, processor))
        {
            throw StreamErrors.DuplicateName(name);
        }
    }

    private async ValueTask KeepNameIfAsync(ValueTask<bool> stored, string name, StreamProcessor processor)
    {
        var isKept = false;
        try
        {
            isKept = await stored;
        }
        finally
        {
            if (!isKept)
            {
                _byName.TryRemove(new(name, processor));
            }
        }

        if (!isKept)
        {
            throw StreamErrors.DuplicateName(name);
        }
    }

    private async ValueTask<bool> StoredAsync(
        StreamProcessor processor,
        ProcessorRow row,
        CancellationToken cancellationToken)
    {
        await parts.Scheduler.StoreAsync(processor, row, cancellationToken);
        return true;
    }

    private void Forget(StreamProcessor processor)
    {
        processor.IsDropped = true;
        _byName.TryRemove(new(processor.Name, processor));
        processor.Samples.End(failure: null);
        Cursors.RemoveAllOf(processor.Id);
    }

    private readonly struct Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
