using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Checkpoints;
using Xunit;

namespace WireSP.TestKit.Streaming.Checkpoints;

/// <summary>
/// What every checkpoint store must do: keep whole checkpoints, five and the named ones, for one epoch.
/// </summary>
public abstract class CheckpointStoreContract
{
    /// <summary>Opens a store, with the task that it is for.</summary>
    protected abstract Task<ICheckpointStore> OpenAsync();

    [Fact]
    public async Task What_was_written_is_read_again_and_the_newest_comes_first()
    {
        var store = await OpenAsync();
        var epoch = await store.BeginEpochAsync(default);
        var large = new byte[9_000_000];
        new Random(1).NextBytes(large);

        await WriteAsync(store, epoch.Epoch, 1, [1, 2, 3]);
        await WriteAsync(store, epoch.Epoch, 2, large);

        Assert.Equal([2L, 1L], await NumbersAsync(store));
        Assert.Equal([1, 2, 3], (await store.ReadAsync(1, default))!);
        var read = await store.ReadAsync(2, default);
        Assert.True(large.AsSpan().SequenceEqual(read));
        Assert.Null(await store.ReadAsync(3, default));
    }

    [Fact]
    public async Task Five_checkpoints_are_kept_and_those_with_a_name()
    {
        var store = await OpenAsync();
        var epoch = await store.BeginEpochAsync(default);
        await WriteAsync(store, epoch.Epoch, 1, [1]);
        await WriteAsync(store, epoch.Epoch, 2, [2], name: "kept");
        for (var number = 3; number <= 8; number++)
        {
            await WriteAsync(store, epoch.Epoch, number, [(byte)number]);
        }

        Assert.Equal([8L, 7L, 6L, 5L, 4L, 2L], await NumbersAsync(store));
    }

    [Fact]
    public async Task An_epoch_that_has_ended_writes_nothing()
    {
        var store = await OpenAsync();
        var old = await store.BeginEpochAsync(default);
        await WriteAsync(store, old.Epoch, 1, [1]);
        var present = await store.BeginEpochAsync(default);

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => WriteAsync(store, old.Epoch, 2, [2]));
        _ = await Assert.ThrowsAsync<StreamProcessorException>(
            () => store.ResolveAsync(old.Epoch, 1, isCommitted: false, default).AsTask());

        Assert.Equal(417, failure.Code);
        Assert.Equal([1L], await NumbersAsync(store));
        Assert.Equal(2, present.NextNumber);
    }

    [Fact]
    public async Task A_prepared_checkpoint_is_resolved_by_its_sink_or_by_the_next_one()
    {
        var store = await OpenAsync();
        var epoch = await store.BeginEpochAsync(default);
        await WriteAsync(store, epoch.Epoch, 1, [1], isCommitted: false);
        await WriteAsync(store, epoch.Epoch, 2, [2], isCommitted: false);
        Assert.Equal([false, true], (await store.ListAsync(default)).Select(row => row.IsCommitted));

        await store.ResolveAsync(epoch.Epoch, 2, isCommitted: false, default);
        await WriteAsync(store, epoch.Epoch, 3, [3], isCommitted: false);
        await store.ResolveAsync(epoch.Epoch, 3, isCommitted: true, default);

        Assert.Equal([3L, 1L], await NumbersAsync(store));
        Assert.All(await store.ListAsync(default), row => Assert.True(row.IsCommitted));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3_000_000)]
    public async Task A_pack_stays_for_as_long_as_a_checkpoint_uses_it(int length)
    {
        var store = await OpenAsync();
        var epoch = await store.BeginEpochAsync(default);
        var first = await WriteWithPackAsync(store, epoch.Epoch, 1, length, null);
        for (var number = 2; number <= 8; number++)
        {
            _ = await WriteWithPackAsync(store, epoch.Epoch, number, 0, first);
        }

        var bytes = await store.ReadSegmentAsync(first, default);
        Assert.Equal([1], (await store.ReadAsync(8, default))!);
        for (var number = 9; number <= 14; number++)
        {
            _ = await WriteWithPackAsync(store, epoch.Epoch, number, length, null);
        }

        Assert.Equal(first.Checksum, Crc32C.Compute(bytes));
        Assert.Equal(first.Length, bytes!.Length);
        Assert.Equal([14L, 13L, 12L, 11L, 10L], (await NumbersAsync(store)).Take(5));
        Assert.Null(await store.ReadSegmentAsync(first, default));
    }

    /// <summary>Writes a checkpoint with a new segment of so many bytes, or with an older one.</summary>
    protected static async Task<StateSegment> WriteWithPackAsync(
        ICheckpointStore store, long epoch, long number, int length, StateSegment? older)
    {
        ArgumentNullException.ThrowIfNull(store);
        var pack = new CheckpointPack(number);
        var segment = older ?? Fill(pack, length);
        _ = pack.Use(segment);
        pack.Complete();
        if (await pack.IsLargeAsync(default))
        {
            await store.PutPackAsync(epoch, pack, default);
        }

        var row = new StoredCheckpoint(number, true, null, DateTimeOffset.UnixEpoch, TimeSpan.Zero, pack.TotalBytes);
        await store.WriteAsync(new NewCheckpoint(epoch, row, new byte[] { 1 }) { Pack = pack }, default);
        return segment;
    }

    private static StateSegment Fill(CheckpointPack pack, int length)
    {
        var bytes = new byte[length];
        new Random((int)pack.Number).NextBytes(bytes);
        pack.Begin().WriteValue("bytes", BsonValue.FromBinary(bytes, 0));
        return pack.End();
    }

    /// <summary>Writes a checkpoint.</summary>
    protected static async Task WriteAsync(
        ICheckpointStore store, long epoch, long number, byte[] bytes, bool isCommitted = true, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        ArgumentNullException.ThrowIfNull(bytes);
        var row = new StoredCheckpoint(
            number, isCommitted, name, DateTimeOffset.UnixEpoch, TimeSpan.FromMilliseconds(3), bytes.Length);
        await store.WriteAsync(new NewCheckpoint(epoch, row, bytes), default);
    }

    private static async Task<IEnumerable<long>> NumbersAsync(ICheckpointStore store) =>
        (await store.ListAsync(default)).Select(row => row.Number);
}
