using WireSP.Bson;

namespace WireSP.Streaming.Time;

/// <summary>
/// The greatest event time of each source partition, and the watermark: the least of these over the partitions that are
/// not idle, or the greatest once all are. It never goes back. A partition that was announced and has delivered nothing
/// holds it.
/// </summary>
internal sealed class WatermarkTracker(TimeSpan? partitionIdleTimeout)
{
    /// <summary>The time before any document.</summary>
    public const long None = long.MinValue;

    private readonly long _idleTimeoutMs = (long?)partitionIdleTimeout?.TotalMilliseconds ?? long.MaxValue;

    // Checkpointed: greatest event time by partition number, with the partitions that are read.
    private Partition[] _partitions = [];
    private int _activeCount;

    /// <summary>The watermark, or <see cref="None"/>.</summary>
    public long Current { get; private set; } = None;

    /// <summary>Processing time at which the watermark last rose; null before it did.</summary>
    public long? RaisedAtMs { get; private set; }

    /// <summary>Takes a document's time in.</summary>
    /// <returns>Whether the watermark rose.</returns>
    public bool Observe(int partition, long eventTimeMs, long nowMs)
    {
        if ((uint)partition >= (uint)_partitions.Length || !_partitions[partition].IsActive)
        {
            Activate(partition, nowMs);
        }

        ref var known = ref _partitions[partition];
        known.LastSeenMs = nowMs;
        if (eventTimeMs <= known.GreatestMs)
        {
            return false;
        }

        var heldBack = known.GreatestMs <= Current || _activeCount == 1;
        known.GreatestMs = eventTimeMs;
        return heldBack && Recompute(nowMs);
    }

    /// <summary>Says which partitions are read now; others no longer hold the watermark.</summary>
    public void Assign(IReadOnlyList<int> partitions, long nowMs)
    {
        for (var i = 0; i < _partitions.Length; i++)
        {
            _partitions[i].IsActive = false;
            _partitions[i].IsAssigned = false;
        }

        _activeCount = 0;
        foreach (var partition in partitions)
        {
            Activate(partition, nowMs);
        }
    }

    /// <summary>Leaves out partitions that have been silent for too long.</summary>
    /// <returns>Whether the watermark rose.</returns>
    public bool LeaveOutIdle(long nowMs)
    {
        for (var i = 0; i < _partitions.Length; i++)
        {
            if (_partitions[i].IsActive && nowMs - _partitions[i].LastSeenMs >= _idleTimeoutMs)
            {
                _partitions[i].IsActive = false;
                _activeCount--;
            }
        }

        return Recompute(nowMs);
    }

    /// <summary>Raises the watermark without a document, for an idle source.</summary>
    public void RaiseTo(long watermarkMs, long nowMs)
    {
        if (watermarkMs > Current)
        {
            Current = watermarkMs;
            RaisedAtMs = nowMs;
        }
    }

    /// <summary>What is known of each partition that is read; may be asked from any thread.</summary>
    public IReadOnlyList<PartitionTime> Describe()
    {
        var partitions = _partitions;
        var least = LeastOfActive(partitions);
        List<PartitionTime> described = [];
        for (var i = 0; i < partitions.Length; i++)
        {
            var partition = partitions[i];
            if (partition.IsAssigned)
            {
                described.Add(new PartitionTime(
                    i,
                    partition.GreatestMs == None ? null : partition.GreatestMs,
                    partition.LastSeenMs,
                    !partition.IsActive,
                    partition.IsActive && partition.GreatestMs == least));
            }
        }

        return described;
    }

    /// <summary>When the next partition becomes idle; null when none can.</summary>
    public long? NextIdle()
    {
        long? next = null;
        if (_idleTimeoutMs == long.MaxValue)
        {
            return null;
        }

        foreach (ref readonly var partition in _partitions.AsSpan())
        {
            if (partition.IsActive)
            {
                var due = partition.LastSeenMs + _idleTimeoutMs;
                next = next is { } earlier ? Math.Min(earlier, due) : due;
            }
        }

        return next;
    }

    /// <summary>Writes the state as elements of an open document.</summary>
    public void Snapshot(BsonWriter state)
    {
        state.WriteInt64("watermark"u8, Current);
        var partitions = state.BeginArray("partitions"u8);
        for (var i = 0; i < _partitions.Length; i++)
        {
            state.WriteHeader(BsonType.Document, i);
            var start = state.BeginDocument();
            state.WriteInt64("greatest"u8, _partitions[i].GreatestMs);
            state.WriteBoolean("active"u8, _partitions[i].IsActive);
            state.WriteBoolean("assigned"u8, _partitions[i].IsAssigned);
            state.End(start);
        }

        state.End(partitions);
    }

    /// <summary>Replaces the state by what <see cref="Snapshot"/> wrote.</summary>
    public void Restore(BsonDocument state, long nowMs)
    {
        Current = state["watermark"].AsInt64;
        var partitions = state["partitions"].AsArray;
        _partitions = new Partition[partitions.Count()];
        _activeCount = 0;
        var at = 0;
        foreach (var value in partitions)
        {
            var entry = value.AsDocument;
            var isActive = entry["active"].AsBoolean;
            _activeCount += isActive ? 1 : 0;
            _partitions[at++] = new Partition
            {
                GreatestMs = entry["greatest"].AsInt64,
                LastSeenMs = nowMs,
                IsActive = isActive,
                IsAssigned = entry["assigned"].AsBoolean,
            };
        }
    }

    private void Activate(int partition, long nowMs)
    {
        var known = _partitions.Length;
        if (partition >= known)
        {
            Array.Resize(ref _partitions, partition + 1);
            for (var i = known; i <= partition; i++)
            {
                _partitions[i].GreatestMs = None;
            }
        }

        _partitions[partition].IsAssigned = true;
        if (!_partitions[partition].IsActive)
        {
            _partitions[partition].IsActive = true;
            _partitions[partition].LastSeenMs = nowMs;
            _activeCount++;
        }
    }

    private static long LeastOfActive(ReadOnlySpan<Partition> partitions)
    {
        var least = long.MaxValue;
        foreach (ref readonly var partition in partitions)
        {
            least = partition.IsActive ? Math.Min(least, partition.GreatestMs) : least;
        }

        return least;
    }

    private bool Recompute(long nowMs)
    {
        var reached = LeastOfActive(_partitions);
        if (reached == long.MaxValue)
        {
            // All are idle: where the last one would have left it, in whatever order they fell silent.
            reached = None;
            foreach (ref readonly var partition in _partitions.AsSpan())
            {
                reached = partition.IsAssigned ? Math.Max(reached, partition.GreatestMs) : reached;
            }
        }

        if (reached <= Current)
        {
            return false;
        }

        Current = reached;
        RaisedAtMs = nowMs;
        return true;
    }

    private struct Partition
    {
        public long GreatestMs;
        public long LastSeenMs;
        public bool IsActive;
        public bool IsAssigned;
    }
}
