using System.Globalization;
using Microsoft.Data.Sqlite;
using WireSP.Bson;
using WireSP.Server.Configuration;
using WireSP.Server.Workspace;
using WireSP.Streaming;
using WireSP.Streaming.Checkpoints;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Streaming;
using Xunit.Abstractions;

namespace WireSP.Tests.Server.Workspace;

/// <summary>
/// Tasks with large state over a store on a disk that is full, or that gives back something else than it was given:
/// they go on from what is whole, and never begin anew by themselves.
/// </summary>
public sealed class DiskFaultTests(ITestOutputHelper output) : IDisposable
{
    private const string Id = "65f9fea5c5154385174af71e";
    private const int Keys = 200;

    private const string Window =
        "{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, pipeline: ["
        + "{ $group: { _id: '$k', n: { $sum: 1 }, all: { $push: '$text' } } }, "
        + "{ $project: { n: 1, kept: { $size: '$all' } } }] } }";

    private static readonly string Text = new('x', 1000);

    private readonly TemporaryFolder _folder = new();
    private readonly TestConnector _connector = new();
    private readonly CollectingTap _tap = new();
    private readonly List<string> _warnings = [];

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Damages => ["truncated", "zeroed", "one bit flipped", "missing"];

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task Of_damaged_state_the_checkpoint_before_is_used_with_a_warning(string damage)
    {
        await RunAsync(_folder.FullPath, rounds: 1);
        var first = Packs().Single();
        await RunAsync(_folder.FullPath, rounds: 2);
        var second = Packs().Single(file => file != first);
        Damage(second, damage);

        await RunAsync(_folder.FullPath, rounds: 3, isLast: true);

        await PutsOutAsync("\"n\":3,\"kept\":3");
        Assert.Contains("is damaged: state that checkpoint", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task When_no_checkpoint_is_whole_the_way_out_is_told_and_nothing_is_put_out(string damage)
    {
        await RunAsync(_folder.FullPath, rounds: 1);
        foreach (var pack in Packs())
        {
            Damage(pack, damage);
        }

        // The checkpoint that the task took when it began has no state, and takes everything from the beginning.
        await using (var store = await OpenAsync(_folder.FullPath))
        {
            var history = store.CheckpointsOf(Id);
            await history.DropAsync((await history.ListAllAsync(default))[^1].Number, default);
        }

        var flushes = _connector.Sink.Flushes;
        var failure = await Assert.ThrowsAsync<StreamProcessorException>(
            () => RunAsync(_folder.FullPath, rounds: 2, isLast: true));

        Assert.StartsWith("no checkpoint can be read: ", failure.Message, StringComparison.Ordinal);
        Assert.Contains("resumeFromCheckpoint: false", failure.Message, StringComparison.Ordinal);
        Assert.Equal(RetryPolicy.Never, failure.Retry);
        Assert.Equal(flushes, _connector.Sink.Flushes);
    }

    [Theory]
    [InlineData("zeroed")]
    [InlineData("truncated")]
    public async Task A_store_that_is_no_store_any_more_is_refused_or_fails_the_task(string damage)
    {
        await RunAsync(_folder.FullPath, rounds: 1);
        Damage(Path.Combine(_folder.FullPath, "workspace.db"), damage);

        var flushes = _connector.Sink.Flushes;
        var failure = await Record.ExceptionAsync(() => RunAsync(_folder.FullPath, rounds: 2, isLast: true));

        Assert.True(
            failure is StartException or SqliteException or StreamProcessorException { Retry: RetryPolicy.Never },
            $"it went on with {failure}");
        Assert.Equal(flushes, _connector.Sink.Flushes);
    }

    [Fact]
    public async Task A_full_disk_holds_checkpoints_up_until_there_is_room_again()
    {
        await using var disk = await SmallDisk.TryMountAsync(megabytes: 1);
        if (disk is null)
        {
            output.WriteLine("skipped: this user may not mount a disk");
            return;
        }

        var running = RunAsync(disk.FullPath, rounds: 10);
        await UntilAsync(() => _warnings.Count > 0 || running.IsCompleted);
        Assert.False(running.IsCompleted, "the disk took everything");
        await disk.RemountAsync(megabytes: 64);
        await running;
        await RunAsync(disk.FullPath, rounds: 11, isLast: true);

        await PutsOutAsync("\"n\":11,\"kept\":11");
        Assert.Contains("cannot be stored", Assert.Single(_warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_flipped_bit_of_the_store_makes_a_task_begin_anew_unnoticed()
    {
        await RunAsync(_folder.FullPath, rounds: 1);
        await RunAsync(_folder.FullPath, rounds: 2);
        var file = Path.Combine(_folder.FullPath, "workspace.db");
        var whole = await File.ReadAllBytesAsync(file);
        var random = new Random(6);
        for (var i = 0; i < 300; i++)
        {
            byte[] damaged = [.. whole];
            var bit = random.Next(damaged.Length * 8);
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.Delete(file + "-wal");
            File.Delete(file + "-shm");
            await File.WriteAllBytesAsync(file, damaged);

            var found = await FindAsync();
            Assert.True(found, $"bit {bit % 8} of byte {bit / 8} makes the task begin anew");
        }
    }

    [Fact]
    public async Task Checkpoints_that_are_gone_from_the_store_are_missed()
    {
        await RunAsync(_folder.FullPath, rounds: 1);
        await using (var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_folder.FullPath, "workspace.db")};Pooling=False"))
        {
            connection.Open();
            using var command = new SqliteCommand("DELETE FROM checkpoints", connection);
            command.ExecuteNonQuery();
        }

        var failure = await Assert.ThrowsAsync<StreamProcessorException>(() => RunAsync(_folder.FullPath, rounds: 1));

        const string Loss = "no checkpoint can be read: the store has lost checkpoints 1 to ";
        Assert.StartsWith(Loss, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_directory_that_takes_nothing_is_named()
    {
        await using var disk = await SmallDisk.TryMountAsync(megabytes: 1);
        if (disk is null)
        {
            output.WriteLine("skipped: this user may not mount a disk");
            return;
        }

        await disk.RemountAsync(megabytes: 1, isReadOnly: true);

        var refusal = Assert.Throws<StartException>(() => StoreDirectory.Open(disk.FullPath));
        Assert.StartsWith($"data directory {disk.FullPath} is not writable", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_crash_left_behind_goes_with_the_next_task()
    {
        await RunAsync(_folder.FullPath, rounds: 1);
        var orphan = Path.Combine(Path.GetDirectoryName(Packs().Single())!, "9-1.state");
        await File.WriteAllTextAsync(orphan, "half");
        await RunAsync(_folder.FullPath, rounds: 2);

        Assert.False(File.Exists(orphan));
        Assert.Equal(2, Packs().Count);
    }

    private static void Damage(string file, string damage)
    {
        var bytes = File.ReadAllBytes(file);
        switch (damage)
        {
            case "truncated":
                File.WriteAllBytes(file, bytes[..(bytes.Length / 2)]);
                break;
            case "zeroed":
                File.WriteAllBytes(file, new byte[bytes.Length]);
                break;
            case "missing":
                File.Delete(file);
                break;
            default:
                bytes[bytes.Length / 2] ^= 4;
                File.WriteAllBytes(file, bytes);
                break;
        }
    }

    // Whether a task finds a checkpoint, or is refused.
    private async Task<bool> FindAsync()
    {
        try
        {
            await using var store = await OpenAsync(_folder.FullPath);
            var checkpoints = store.CheckpointsOf(Id);
            var epoch = await checkpoints.BeginEpochAsync(default);
            return await new CheckpointRecovery(checkpoints, null).FindAsync(epoch.Epoch, null, default) is not null;
        }
        catch (Exception failure) when (failure is StartException or SqliteException or StreamProcessorException)
        {
            return true;
        }
    }

    private static async Task UntilAsync(Func<bool> happened)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!happened())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static async Task<SqliteWorkspaceStore> OpenAsync(string folder)
    {
        var store = SqliteWorkspaceStore.Open(Path.Combine(folder, "workspace.db"), TimeProvider.System);
        _ = await store.TryAddProcessorAsync(
            new ProcessorRow
            {
                Id = Id,
                Name = "p",
                Pipeline = BsonArray.Empty,
                LastModified = DateTimeOffset.UnixEpoch,
                LastStateChange = DateTimeOffset.UnixEpoch,
            },
            default);
        return store;
    }

    private async Task PutsOutAsync(string part)
    {
        foreach (var text in await _connector.Sink.TakeAsync(Keys))
        {
            Assert.Contains(part, text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
    }

    private List<string> Packs() =>
        [.. Directory.EnumerateFiles(Path.Combine(_folder.FullPath, "checkpoints", Id)).Order(StringComparer.Ordinal)];

    // Each round has a document of every key; a task reads all rounds of those before it as well, and skips them.
    private async Task RunAsync(string folder, int rounds, bool isLast = false)
    {
        _connector.Source = new ArraySource();
        for (var round = 0; round < rounds; round++)
        {
            _connector.Source.Add([.. Enumerable.Range(0, Keys).Select(key => string.Create(
                CultureInfo.InvariantCulture, $"{{ t: '12:00', k: {key}, text: '{Text}' }}"))]);
        }

        if (isLast)
        {
            _connector.Source.Add("{ t: '13:00', k: 'end' }");
        }

        _connector.Source.Complete();
        var pipeline = TestPipelines.Compile(
            $"[{{ $source: {{ connectionName: 'in' }} }}, {Window}, {{ $emit: {{ connectionName: 'out' }} }}]",
            _connector,
            isEphemeral: false);
        var context = new TaskContext(Id, "p", false, null, TimeProvider.System);
        await using var store = await OpenAsync(folder);
        var task = new StreamTask(pipeline, new TaskOptions(context)
        {
            DeadLetters = _tap,
            Checkpoints = store.CheckpointsOf(Id),
            Warn = _warnings.Add,
        });
        await task.RunAsync(CancellationToken.None);
    }
}
