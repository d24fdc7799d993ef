using Microsoft.Data.Sqlite;
using WireSP.Bson;
using WireSP.Server.Workspace;
using WireSP.Streaming.Checkpoints;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Streaming.Checkpoints;

namespace WireSP.Tests.Server.Workspace;

public sealed class SqliteCheckpointsTests : CheckpointStoreContract, IAsyncLifetime
{
    private const string Id = "65f9fea5c5154385174af71e";

    private readonly TemporaryFolder _folder = new();
    private SqliteWorkspaceStore? _store;

    private string StoreFile => Path.Combine(_folder.FullPath, "workspace.db");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await CloseAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Whoever_begins_anew_keeps_the_old_checkpoints_for_who_asks_for_them()
    {
        var checkpoints = await OpenHistoryAsync();
        var epoch = (await checkpoints.BeginEpochAsync(default)).Epoch;
        await WriteAsync(checkpoints, epoch, 1, [1]);

        await checkpoints.LeaveBehindAsync(default);

        Assert.Empty(await checkpoints.ListAsync(default));
        Assert.Equal([1L], (await checkpoints.ListAllAsync(default)).Select(row => row.Number));
    }

    [Fact]
    public async Task Returning_to_a_checkpoint_makes_a_copy_of_it_the_newest()
    {
        var checkpoints = await OpenHistoryAsync();
        var epoch = (await checkpoints.BeginEpochAsync(default)).Epoch;
        await WriteAsync(checkpoints, epoch, 1, [1]);
        await WriteAsync(checkpoints, epoch, 2, [2]);
        await WriteAsync(checkpoints, epoch, 3, [3], isCommitted: false);

        await checkpoints.ReturnToAsync(1, default);

        Assert.Equal([4L], (await checkpoints.ListAsync(default)).Select(row => row.Number));
        Assert.Equal([1], (await checkpoints.ReadAsync(4, default))!);
        Assert.Equal(5, (await checkpoints.BeginEpochAsync(default)).NextNumber);
    }

    [Fact]
    public async Task Checkpoints_are_named_dropped_and_cleared()
    {
        var checkpoints = await OpenHistoryAsync();
        var epoch = (await checkpoints.BeginEpochAsync(default)).Epoch;
        await WriteAsync(checkpoints, epoch, 1, [1]);
        await WriteAsync(checkpoints, epoch, 2, [2]);

        await checkpoints.NameAsync(1, "before", default);
        Assert.Equal("before", (await checkpoints.ListAllAsync(default))[1].Name);
        await checkpoints.DropAsync(1, default);
        Assert.Equal([2L], (await checkpoints.ListAllAsync(default)).Select(row => row.Number));
        Assert.Null(await checkpoints.ReadAsync(1, default));
        await checkpoints.ClearAsync(default);
        Assert.Empty(await checkpoints.ListAllAsync(default));
    }

    [Fact]
    public async Task Checkpoints_go_with_their_processor()
    {
        var checkpoints = await OpenHistoryAsync();
        var epoch = (await checkpoints.BeginEpochAsync(default)).Epoch;
        await WriteAsync(checkpoints, epoch, 1, [1]);

        await _store!.DeleteProcessorAsync(Id, default);

        Assert.Empty(await checkpoints.ListAllAsync(default));
        _ = await Assert.ThrowsAsync<CheckpointStoreException>(() => checkpoints.BeginEpochAsync(default).AsTask());
    }

    [Fact]
    public async Task One_checkpoint_is_kept_that_shares_no_state_with_the_latest()
    {
        var checkpoints = await OpenHistoryAsync();
        var epoch = (await checkpoints.BeginEpochAsync(default)).Epoch;
        _ = await WriteWithPackAsync(checkpoints, epoch, 1, 100, null);
        var shared = await WriteWithPackAsync(checkpoints, epoch, 2, 100_000, null);
        for (var number = 3; number <= 9; number++)
        {
            _ = await WriteWithPackAsync(checkpoints, epoch, number, 0, shared);
        }

        Assert.Equal([9L, 8L, 7L, 6L, 5L, 1L], (await checkpoints.ListAsync(default)).Select(row => row.Number));
    }

    [Fact]
    public async Task A_part_that_is_missing_makes_the_checkpoint_unreadable()
    {
        var checkpoints = await OpenHistoryAsync();
        var epoch = (await checkpoints.BeginEpochAsync(default)).Epoch;
        await WriteAsync(checkpoints, epoch, 1, new byte[5_000_000]);
        await CloseAsync();
        Execute("DELETE FROM checkpoint_parts WHERE part = 1");

        Assert.Null(await (await OpenHistoryAsync()).ReadAsync(1, default));
    }

    [Fact]
    public async Task The_position_of_a_store_of_the_first_version_becomes_a_checkpoint()
    {
        _ = await OpenHistoryAsync();
        await CloseAsync();
        Execute(
            """
            DROP TABLE checkpoint_uses; DROP TABLE checkpoint_packs;
            DROP TABLE checkpoint_parts; DROP TABLE checkpoints; DROP TABLE tasks;
            ALTER TABLE progress ADD COLUMN position BLOB; UPDATE workspace SET schema_version = 1;
            """);
        var position = new BsonDocumentBuilder { { "offset", 7L } }.ToDocument();
        var hex = Convert.ToHexString(position.Span);
        Execute($"INSERT INTO progress (processor_id, position) VALUES ('{Id}', x'{hex}')");

        var checkpoints = await OpenHistoryAsync();

        var number = Assert.Single(await checkpoints.ListAsync(default)).Number;
        var content = CheckpointFormat.Decode((await checkpoints.ReadAsync(number, default))!);
        Assert.Equal(7, content.Recompute!.Value["offset"].AsInt64);
        Assert.Equal(2, (await checkpoints.BeginEpochAsync(default)).NextNumber);
    }

    protected override async Task<ICheckpointStore> OpenAsync() => await OpenHistoryAsync();

    private async Task<ICheckpointHistory> OpenHistoryAsync()
    {
        _store = SqliteWorkspaceStore.Open(StoreFile, TimeProvider.System);
        _ = await _store.TryAddProcessorAsync(
            new ProcessorRow
            {
                Id = Id,
                Name = "p",
                Pipeline = ExtendedJson.ParseLenientValue("[]").AsArray,
                LastModified = DateTimeOffset.UnixEpoch,
                LastStateChange = DateTimeOffset.UnixEpoch,
            },
            default);
        return _store.CheckpointsOf(Id);
    }

    private async Task CloseAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
            _store = null;
        }
    }

    private void Execute(string text)
    {
        using var connection = new SqliteConnection($"Data Source={StoreFile};Pooling=False");
        connection.Open();
#pragma warning disable CA2100 // The texts are this class's own.
        using var command = new SqliteCommand(text, connection);
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }
}
