using WireSP.Streaming.Checkpoints;

namespace WireSP.TestKit.Streaming.Checkpoints;

/// <summary>
/// Checkpoints in memory. A test may let it lose a write as a disk without power does, refuse writes, or damage what it
/// holds.
/// </summary>
public sealed class MemoryCheckpointStore : ICheckpointStore
{
    private const int KeptMax = 5;

    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, (StoredCheckpoint Row, byte[] Bytes)> _rows = [];
    private readonly SortedDictionary<long, (byte[] Bytes, HashSet<long> Packs)> _packs = [];
    private long _epoch;
    private long _nextNumber = 1;

    /// <summary>Thrown by the next writes while it is set.</summary>
    public Exception? WriteFailure { get; set; }

    /// <summary>Asked at each write: what becomes of it when the power goes in the middle.</summary>
    internal Func<long, CommitFault> Fault { get; set; } = _ => CommitFault.None;

    /// <summary>What the store holds, oldest first.</summary>
    public IReadOnlyList<StoredCheckpoint> Rows
    {
        get
        {
            lock (_gate)
            {
                return [.. _rows.Values.Select(row => row.Row)];
            }
        }
    }

    /// <summary>Writes that were refused because their epoch had ended.</summary>
    public int FencedCount { get; private set; }

    /// <summary>Changes the bytes of a checkpoint.</summary>
    public void Damage(long number, Func<byte[], byte[]> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            _rows[number] = (_rows[number].Row, change([.. _rows[number].Bytes]));
        }
    }

    /// <summary>Changes the bytes of a pack.</summary>
    public void DamagePack(long number, Func<byte[], byte[]> change)
    {
        ArgumentNullException.ThrowIfNull(change);
        lock (_gate)
        {
            _packs[number] = (change([.. _packs[number].Bytes]), _packs[number].Packs);
        }
    }

    /// <inheritdoc/>
    public ValueTask<CheckpointEpoch> BeginEpochAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new(new CheckpointEpoch(++_epoch, _nextNumber));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<StoredCheckpoint>> ListAsync(CancellationToken cancellationToken) =>
        new([.. Rows.Reverse()]);

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadAsync(long number, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new(_rows.TryGetValue(number, out var row) ? [.. row.Bytes] : null);
        }
    }

    /// <inheritdoc/>
    public async ValueTask PutPackAsync(long epoch, CheckpointPack pack, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pack);
        for (var index = 0; !(await pack.ReadAsync(index, cancellationToken)).IsEmpty; index++)
        {
        }

        if (WriteFailure is { } failure)
        {
            throw failure;
        }
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadSegmentAsync(StateSegment segment, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return new(
                _packs.TryGetValue(segment.Pack, out var pack) && segment.Offset + segment.Length <= pack.Bytes.Length
                    ? pack.Bytes.AsSpan((int)segment.Offset, segment.Length).ToArray()
                    : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask WriteAsync(NewCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        lock (_gate)
        {
            CheckEpoch(checkpoint.Epoch);
            if (WriteFailure is { } failure)
            {
                throw failure;
            }

            var fault = Fault(checkpoint.Checkpoint.Number);
            if (fault == CommitFault.BeforeCommit)
            {
                throw new IOException("the write was not synced");
            }

            foreach (var (number, row) in _rows.ToList())
            {
                _rows[number] = (row.Row with { IsCommitted = true }, row.Bytes);
            }

            _rows[checkpoint.Checkpoint.Number] = (checkpoint.Checkpoint, checkpoint.Bytes.ToArray());
            var pack = checkpoint.Pack;
            _packs[checkpoint.Checkpoint.Number] = (pack?.ToArray() ?? [], [.. pack?.Packs ?? []]);
            _nextNumber = checkpoint.Checkpoint.Number + 1;
            var regular = _rows.Values.Where(row => row.Row is { Name: null, IsCommitted: true }).ToList();
            foreach (var (row, _) in regular.SkipLast(KeptMax))
            {
                _ = _rows.Remove(row.Number);
            }

            ForgetPacks();
            return fault == CommitFault.AfterCommit
                ? throw new IOException("nobody learnt that the write was synced")
                : ValueTask.CompletedTask;
        }
    }

    /// <inheritdoc/>
    public ValueTask ResolveAsync(long epoch, long number, bool isCommitted, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            CheckEpoch(epoch);
            if (!isCommitted)
            {
                _ = _rows.Remove(number);
            }
            else if (_rows.TryGetValue(number, out var row))
            {
                _rows[number] = (row.Row with { IsCommitted = true }, row.Bytes);
            }
        }

        return ValueTask.CompletedTask;
    }

    private void ForgetPacks()
    {
        var used = _rows.Keys.SelectMany(number => _packs[number].Packs).ToHashSet();
        used.UnionWith(_rows.Keys);
        foreach (var number in _packs.Keys.Where(number => !used.Contains(number)).ToList())
        {
            _ = _packs.Remove(number);
        }
    }

    private void CheckEpoch(long epoch)
    {
        if (epoch != _epoch)
        {
            FencedCount++;
            throw CheckpointErrors.Fenced(epoch, _epoch);
        }
    }
}
