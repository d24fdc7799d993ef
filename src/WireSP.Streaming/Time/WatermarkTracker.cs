using WireSP.Bson;

namespace WireSP.Streaming.Time;

/// <summary>
/// The greatest event time of each source partition, and the watermark: the least of these over the partitions that are
/// not idle. It never goes back. A partition that was announced and has delivered nothing holds it.
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
        return heldBack && Recompute();
    }

    /// <summary>Says which partitions are read now; others no longer hold the watermark.</summary>
    public void Assign(IReadOnlyList<int> partitions, long nowMs)
    {
        for (var i = 0; i < _partitions.Length; i++)
        {
            _partitions[i].IsActive = false;
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

        return Recompute();
    }

    /// <summary>Raises the watermark without a document, for an idle source.</summary>
    public void RaiseTo(long watermarkMs) => Current = Math.Max(Current, watermarkMs);

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
            // The last one awake may as well stay: without it there is nothing to take the least of.
            if (partition.IsActive && _activeCount > 1)
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

        if (!_partitions[partition].IsActive)
        {
            _partitions[partition].IsActive = true;
            _partitions[partition].LastSeenMs = nowMs;
            _activeCount++;
        }
    }

    private bool Recompute()
    {
        var least = long.MaxValue;
        foreach (ref readonly var partition in _partitions.AsSpan())
        {
            if (partition.IsActive)
            {
                least = Math.Min(least, partition.GreatestMs);
            }
        }

        if (least == long.MaxValue || least <= Current)
        {
            return false;
        }

        Current = least;
        return true;
    }

    private struct Partition
    {
        public long GreatestMs;
        public long LastSeenMs;
        public bool IsActive;
    }
}
