using System.Globalization;
using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Checkpoints;
using WireSP.TestKit.Streaming.Checkpoints;

namespace WireSP.TestKit.Simulation;

/// <summary>
/// The disk that checkpoints are on. What a process was about to write when it died is not there afterwards; what it
/// wrote may be there though it never learnt of it. Checks that checkpoints only ever go forward.
/// </summary>
internal sealed class SimulatedStore(SimulatedWorld world, Func<long?> committedBySink)
{
    /// <summary>What is asked for the faults of a disk that takes nothing more.</summary>
    public const string FullDisk = "full disk";

    private readonly MemoryCheckpointStore _disk = new();
    private readonly HashSet<(long Epoch, long Number)> _synced = [];
    private readonly HashSet<long> _damaged = [];
    private readonly Dictionary<long, BsonDocument> _positions = [];
    private (long Number, BsonDocument? Position, long Watermark) _latest = (0, null, long.MinValue);
    private long _epoch;

    /// <summary>What is on the disk, oldest first.</summary>
    public IReadOnlyList<StoredCheckpoint> Rows => _disk.Rows;

    /// <summary>When a checkpoint was written last, as the world's clock counts.</summary>
    public TimeSpan LastWritten { get; private set; }

    /// <summary>The store as one attempt sees it.</summary>
    public ICheckpointStore Connect(SimulatedProcess process) => new Connection(this, world, process);

    /// <summary>Whether a position is that of a checkpoint that cannot be lost any more.</summary>
    public bool HasTakenEffect(BsonDocument position)
    {
        foreach (var (number, known) in _positions)
        {
            var isReal = committedBySink() >= number || _disk.Rows.Any(row => row.Number == number && row.IsCommitted);
            if (known.Span.SequenceEqual(position.Span) && (isReal || number < _latest.Number))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether everything up to a position is covered by a checkpoint that is known to be real.</summary>
    public bool Covers(BsonDocument position) => _disk.Rows is [.., { IsCommitted: true } newest]
        && IsBehind(position, _positions[newest.Number]);

    /// <summary>Flips a bit of the newest checkpoint, when an older one is there to go on from.</summary>
    public void Damage()
    {
        if (_disk.Rows.Count(row => row.IsCommitted && !_damaged.Contains(row.Number)) > 1)
        {
            var number = _disk.Rows[^1].Number;
            _ = _damaged.Add(number);
            world.Note($"checkpoint {number} is damaged");
            _disk.Damage(number, bytes =>
            {
                bytes[world.Random.Next(bytes.Length)] ^= (byte)(1 << world.Random.Next(8));
                return bytes;
            });
            ForgetOrder();
        }
    }

    /// <summary>Says that somebody has made checkpoints go back on purpose.</summary>
    public void ForgetOrder() =>
        _latest = (Rows.Count == 0 ? 0 : Rows[^1].Number, null, long.MinValue);

    private string Write(NewCheckpoint checkpoint)
    {
        var pack = checkpoint.Pack;
        var number = checkpoint.Checkpoint.Number;
        world.Check(
            pack is null || pack.Length <= StreamingLimits.SmallPackBytesMax
                || _synced.Contains((checkpoint.Epoch, pack.Number)),
            $"checkpoint {number} names state that is not on the disk");
        _disk.WriteAsync(checkpoint, default).AsTask().GetAwaiter().GetResult();
        world.Check(checkpoint.Epoch == _epoch, $"epoch {checkpoint.Epoch} writes after epoch {_epoch} has begun");
        LastWritten = world.Elapsed;
        _positions[number] = CheckpointFormat.Decode(checkpoint.Bytes.ToArray()).Position!.Value;
        CheckOrder(number);
        var suffix = checkpoint.Checkpoint.IsCommitted ? "" : " prepared";
        return $"{number} at {ExtendedJson.Format(_positions[number]["o"])}{suffix}";
    }

    // Looks at checkpoints that have become real since: a prepared one does with the next one.
    private void CheckOrder(long newest)
    {
        foreach (var row in _disk.Rows.Where(row => row.IsCommitted && row.Number > _latest.Number))
        {
            var read = _disk.ReadAsync(row.Number, default).AsTask().GetAwaiter().GetResult();
            var content = CheckpointFormat.Decode(read!);
            var position = content.Position!.Value;
            var time = content.State!.Value["time"];
            var watermark = time.Type == BsonType.Document ? time.AsDocument["watermark"].AsInt64 : long.MinValue;
            world.Check(
                row.Number <= newest && watermark >= _latest.Watermark && IsBehind(_latest.Position, position),
                string.Create(CultureInfo.InvariantCulture, $"checkpoint {row.Number} goes back"));
            _latest = (row.Number, position, watermark);
        }
    }

    private static bool IsBehind(BsonDocument? before, BsonDocument after)
    {
        if (before is not { } earlier)
        {
            return true;
        }

        var offsets = after["o"].AsArray;
        var index = 0;
        foreach (var offset in earlier["o"].AsArray)
        {
            if (offsets[index++].AsInt32 < offset.AsInt32)
            {
                return false;
            }
        }

        return after["m"].AsInt32 >= earlier["m"].AsInt32;
    }

    /// <summary>Asks the disk as one process; what has not arrived when that dies never does.</summary>
    private sealed class Connection(SimulatedStore store, SimulatedWorld world, SimulatedProcess process)
        : ICheckpointStore
    {
        public async ValueTask<CheckpointEpoch> BeginEpochAsync(CancellationToken cancellationToken) =>
            await CallAsync("epoch", () => Begin(), cancellationToken);

        public async ValueTask<IReadOnlyList<StoredCheckpoint>> ListAsync(CancellationToken cancellationToken) =>
            await CallAsync("list", () => Now(store._disk.ListAsync(default)), cancellationToken);

        public async ValueTask<byte[]?> ReadAsync(long number, CancellationToken cancellationToken) =>
            await CallAsync("read", () => Now(store._disk.ReadAsync(number, default)), cancellationToken);

        public async ValueTask PutPackAsync(long epoch, CheckpointPack pack, CancellationToken cancellationToken)
        {
            for (var index = 0; !(await pack.ReadAsync(index, cancellationToken)).IsEmpty; index++)
            {
                _ = await WriteAsync("write part", () => index, cancellationToken);
            }

            _ = await WriteAsync("sync", () => store._synced.Add((epoch, pack.Number)), cancellationToken);
        }

        public ValueTask<byte[]?> ReadSegmentAsync(StateSegment segment, CancellationToken cancellationToken) =>
            store._disk.ReadSegmentAsync(segment, cancellationToken);

        public async ValueTask WriteAsync(NewCheckpoint checkpoint, CancellationToken cancellationToken) =>
            _ = await WriteAsync("checkpoint", () => store.Write(checkpoint), cancellationToken);

        public async ValueTask ResolveAsync(
            long epoch, long number, bool isCommitted, CancellationToken cancellationToken) =>
            _ = await CallAsync(
                $"resolve {number} {isCommitted}",
                () =>
                {
                    Now(store._disk.ResolveAsync(epoch, number, isCommitted, default));
                    return number;
                },
                cancellationToken);

        private CheckpointEpoch Begin()
        {
            var begun = Now(store._disk.BeginEpochAsync(default));
            store._epoch = begun.Epoch;
            store._synced.Clear();
            return begun;
        }

        // A disk that is full says so; of one that fails otherwise nobody knows what it has written.
        private async Task<T> WriteAsync<T>(string what, Func<T> effect, CancellationToken cancellationToken) =>
            world.Fault(SimulatedPlace.Disk, FullDisk) == CallFault.None
                ? await CallAsync(what, effect, cancellationToken)
                : throw new CheckpointStoreException("the disk is full");

        private async Task<T> CallAsync<T>(string what, Func<T> effect, CancellationToken cancellationToken)
        {
            return await world.CallAsync(
                SimulatedPlace.Disk,
                $"{process.Number} {what}",
                () => process.IsDead ? throw new IOException("the power is off") : effect(),
                cancellationToken);
        }

        private static T Now<T>(ValueTask<T> done) => done.AsTask().GetAwaiter().GetResult();

        private static void Now(ValueTask done) => done.AsTask().GetAwaiter().GetResult();
    }
}
