using WireSP.Bson;
using WireSP.Streaming.Tasks;

namespace WireSP.Streaming.Checkpoints;

/// <summary>
/// Decides when a task takes a checkpoint and brings it into the store. The chain's loop sets barriers, the sink's loop
/// completes them; statistics and requests come from any thread.
/// </summary>
internal sealed class Checkpointer(TaskOptions options)
{
    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _clock = options.Context.Clock;
    private readonly ICheckpointStore? _store = options.Checkpoints;
    private readonly Lock _gate = new();
    private readonly List<(string? Name, TaskCompletionSource<long> Done)> _requests = [];

    // Those whose barrier is under way: they learn of it when it never arrives.
    private readonly List<TaskCompletionSource<long>> _served = [];
    private CheckpointEpoch _epoch;
    private TimeSpan _interval = StreamingLimits.CheckpointInterval;
    private BsonDocument? _committedPosition;
    private volatile CheckpointStatistics? _statistics;
    private volatile string? _trouble;
    private Task _encoding = Task.CompletedTask;
    private long _lastTimestamp;
    private TimeSpan _lastDuration;
    private bool _isFirstDue;
    private int _underWay;
    private bool _hasEnded;

    /// <summary>Whether checkpoints hold the operators' state.</summary>
    public bool KeepsState => _store is not null;

    /// <summary>What the task tells of its checkpoints; null before the first.</summary>
    public CheckpointStatistics? Statistics
    {
        get
        {
            var known = _trouble is { } trouble
                ? (_statistics ?? new CheckpointStatistics(0, default, 0, default, default, null)) with
                {
                    Trouble = trouble,
                }
                : _statistics;
            return known is { Number: > 0 } && !_hasEnded
                ? known with { Age = _clock.GetUtcNow() - known.CreatedAt }
                : known;
        }
    }

    /// <summary>The position up to which everything has taken effect; null before the first checkpoint.</summary>
    public BsonDocument? CommittedPosition
    {
        get
        {
            lock (_gate)
            {
                return _committedPosition;
            }
        }
    }

    /// <summary>
    /// Whether reading has to wait, because checkpoints cannot be stored and too much would be read again.
    /// </summary>
    public bool IsBehind =>
        _trouble is not null && _clock.GetElapsedTime(_lastTimestamp) >= StreamingLimits.CheckpointAgeMax;

    /// <summary>Takes the task over and finds what it resumes from; null to begin anew.</summary>
    /// <param name="transactional">The sink when its outputs become visible with a checkpoint; else null.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async ValueTask<RestoredCheckpoint?> OpenAsync(
        Sinks.ITransactionalSink? transactional, CancellationToken cancellationToken)
    {
        _lastTimestamp = _clock.GetTimestamp();
        if (_store is null)
        {
            // Only group offsets and the like depend on it.
            _interval = StreamingLimits.AcknowledgeInterval;
            return null;
        }

        _interval = options.Context.CheckpointInterval
            ?? (transactional is null ? StreamingLimits.CheckpointInterval : StreamingLimits.TransactionInterval);
        _epoch = await _store.BeginEpochAsync(cancellationToken);

        // A store that came out of a backup may be behind the sink. A number that the sink has committed before would
        // let the next prepared checkpoint of that number pass for committed.
        var sinkNext = (transactional?.CommittedCheckpoint ?? 0) + 1;
        _epoch = _epoch with { NextNumber = Math.Max(_epoch.NextNumber, sinkNext) };
        var restored = await new CheckpointRecovery(_store, options.Warn)
            .FindAsync(_epoch.Epoch, transactional?.CommittedCheckpoint, cancellationToken);

        // A task that begins anew is only restartable from where it really began once that is stored.
        _isFirstDue = restored is null;
        return restored;
    }

    /// <summary>How long until a checkpoint is due; null when none is to be taken.</summary>
    /// <param name="hasChanged">Whether there is anything that the latest one does not cover.</param>
    public TimeSpan? DueIn(bool hasChanged)
    {
        lock (_gate)
        {
            if (_underWay > 0)
            {
                return null;
            }

            if (_isFirstDue || _requests.Count > 0)
            {
                return TimeSpan.Zero;
            }
        }

        if (!hasChanged)
        {
            return null;
        }

        var left = Interval() - _clock.GetElapsedTime(_lastTimestamp);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <summary>Ends when the latest barrier's state is encoded: only then may the operators be frozen again.</summary>
    public Task EncodedAsync() => _encoding;

    /// <summary>Sets a barrier: the caller has frozen the operators' state since a timestamp.</summary>
    /// <param name="position">Where a source may forget everything before.</param>
    /// <param name="content">Writes the frozen state; null for a task that keeps none.</param>
    /// <param name="timestamp">When the operators stopped.</param>
    /// <param name="abort">Ends what brings the state into the store.</param>
    public CheckpointBarrier Begin(
        BsonDocument? position,
        Func<CheckpointPack, CheckpointContent>? content,
        long timestamp,
        CancellationToken abort)
    {
        List<TaskCompletionSource<long>> waiting = [];
        string? name = null;
        lock (_gate)
        {
            for (var i = _requests.Count - 1; i >= 0; i--)
            {
                // One checkpoint has one name: who asks for a second one waits for the next.
                if (_requests[i].Name is null || name is null || name == _requests[i].Name)
                {
                    name = _requests[i].Name ?? name;
                    waiting.Add(_requests[i].Done);
                    _requests.RemoveAt(i);
                }
            }

            _served.AddRange(waiting);
            _underWay++;
            _isFirstDue = false;
        }

        _lastTimestamp = _clock.GetTimestamp();
        var number = _epoch.NextNumber;
        _epoch = _epoch with { NextNumber = number + 1 };
        var pack = new CheckpointPack(number);
        var bytes = content is null ? null : options.Scheduler.Run(() => Encode(content, pack));
        _encoding = bytes ?? Task.CompletedTask;
        return new CheckpointBarrier
        {
            Number = KeepsState ? number : 0,
            Name = name,
            Position = position,
            Bytes = bytes,
            Pack = bytes is null ? null : pack,
            Packed = bytes is null ? Task.CompletedTask : PackAsync(pack, abort),
            CreatedAt = _clock.GetUtcNow(),
            Timestamp = timestamp,
            Pause = _clock.GetElapsedTime(timestamp),
            Waiting = waiting,
        };
    }

    /// <summary>
    /// Brings a checkpoint into the store, and tries again for as long as the disk does not take it.
    /// </summary>
    /// <param name="barrier">The checkpoint.</param>
    /// <param name="isCommitted">Whether it is real at once, and not only when the sink has committed.</param>
    /// <param name="cancellationToken">Ends the attempts.</param>
    public async Task StoreAsync(CheckpointBarrier barrier, bool isCommitted, CancellationToken cancellationToken)
    {
        if (_store is null || barrier.Bytes is null)
        {
            return;
        }

        var bytes = await barrier.Bytes;
        FaultPoint.Reach("checkpoint.after_state");
        await barrier.Packed;
        var pack = barrier.Pack!;
        var stored = new StoredCheckpoint(
            barrier.Number,
            isCommitted,
            barrier.Name,
            barrier.CreatedAt,
            _clock.GetElapsedTime(barrier.Timestamp),
            bytes.Length + pack.TotalBytes);
        FaultPoint.Reach("checkpoint.before_commit");
        await InsistAsync(
            barrier.Number,
            () => _store.WriteAsync(new NewCheckpoint(_epoch.Epoch, stored, bytes) { Pack = pack }, cancellationToken),
            cancellationToken);
        FaultPoint.Reach("checkpoint.after_commit");
        pack.Release();
        _statistics = new CheckpointStatistics(
            barrier.Number, barrier.CreatedAt, stored.SizeBytes, stored.Duration, barrier.Pause, Trouble: null)
        {
            WrittenBytes = bytes.Length + pack.Length,
        };
    }

    /// <summary>Says that everything before a barrier has taken effect for good.</summary>
    public void Complete(CheckpointBarrier barrier)
    {
        lock (_gate)
        {
            _committedPosition = barrier.Position ?? _committedPosition;
            _underWay--;
            foreach (var waiting in barrier.Waiting)
            {
                _ = _served.Remove(waiting);
            }
        }

        _lastDuration = _clock.GetElapsedTime(barrier.Timestamp);
        if (_statistics is { } known && known.Number == barrier.Number)
        {
            _statistics = known with { Duration = _lastDuration };
        }

        foreach (var waiting in barrier.Waiting)
        {
            _ = waiting.TrySetResult(barrier.Number);
        }
    }

    /// <summary>Says that a prepared checkpoint was committed by the sink, for a task that takes no more.</summary>
    public async ValueTask ResolveAsync(CheckpointBarrier barrier, CancellationToken cancellationToken)
    {
        if (_store is not null)
        {
            await _store.ResolveAsync(_epoch.Epoch, barrier.Number, true, cancellationToken);
        }
    }

    /// <summary>Asks for a checkpoint as soon as it can be taken.</summary>
    /// <param name="name">The name under which it is kept; null for a regular one.</param>
    /// <returns>Its number.</returns>
    public Task<long> RequestAsync(string? name)
    {
        var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_hasEnded)
            {
                done.SetCanceled(CancellationToken.None);
            }
            else
            {
                _requests.Add((name, done));
            }
        }

        return done.Task;
    }

    /// <summary>Tells everybody who still waits that no more checkpoints will come.</summary>
    public void End()
    {
        lock (_gate)
        {
            _hasEnded = true;
            _served.AddRange(_requests.Select(static request => request.Done));
            foreach (var done in _served)
            {
                _ = done.TrySetCanceled(CancellationToken.None);
            }

            _requests.Clear();
            _served.Clear();
        }
    }

    private static byte[] Encode(Func<CheckpointPack, CheckpointContent> content, CheckpointPack pack)
    {
        try
        {
            return CheckpointFormat.Encode(content(pack));
        }
        finally
        {
            pack.Complete();
        }
    }

    // A large pack goes to the disk while it is being encoded; a small one goes with its checkpoint.
    private async Task PackAsync(CheckpointPack pack, CancellationToken abort)
    {
        if (!await pack.IsLargeAsync(abort))
        {
            return;
        }

        await InsistAsync(pack.Number, () => _store!.PutPackAsync(_epoch.Epoch, pack, abort), abort);
        FaultPoint.Reach("checkpoint.after_pack");
    }

    // Tries again for as long as the disk does not take it: the last checkpoint stays what it is meanwhile.
    private async Task InsistAsync(long number, Func<ValueTask> write, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await write();
                _trouble = null;
                return;
            }
            catch (CheckpointStoreException exception)
            {
                if (_trouble is null)
                {
                    options.Warn?.Invoke($"checkpoint {number} cannot be stored: {exception.Message}");
                }

                _trouble = exception.Message;
                await Task.Delay(RetryPause, _clock, cancellationToken);
            }
        }
    }

    // A large state must not keep the disk busy all the time, unless somebody has said how often he wants it.
    private TimeSpan Interval()
    {
        const int QuietParts = 10;
        return options.Context.CheckpointInterval is null && _lastDuration * QuietParts > _interval
            ? _lastDuration * QuietParts
            : _interval;
    }
}
