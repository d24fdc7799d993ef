using Microsoft.Data.Sqlite;
using WireSP.Bson;
using WireSP.Server.Configuration;
using WireSP.Server.Workspace;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Server.Workspace;

public sealed class SqliteWorkspaceStoreTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_processor_comes_back_whole_after_a_restart()
    {
        var row = Row("orders") with
        {
            IsWanted = true,
            HasStarted = true,
            StartedTier = "SP30",
            RestState = RestState.Failed,
            ErrorMessage = "broker down",
            ErrorCode = 419,
            IsErrorRetryable = true,
            ModifiedBy = "ada",
            PipelineVersion = 7,
            Options = new ProcessorOptions("SP5", "_m", new BsonDocumentBuilder { { "db", "d" } }.ToDocument()),
        };
        string workspaceId;
        await using (var store = Open())
        {
            workspaceId = store.WorkspaceId;
            Assert.True(await store.TryAddProcessorAsync(row, default));
        }

        await using var reopened = Open();
        var read = Assert.Single(await reopened.ReadProcessorsAsync(default));

        Assert.Equal(workspaceId, reopened.WorkspaceId);
        Assert.Equal(ProcessorRowCodec.Encode(row).Span.ToArray(), ProcessorRowCodec.Encode(read).Span.ToArray());
        Assert.Equal((row.Id, row.Name, row.Version), (read.Id, read.Name, read.Version));
    }

    [Fact]
    public async Task A_name_is_given_out_once()
    {
        await using var store = Open();

        Assert.True(await store.TryAddProcessorAsync(Row("a"), default));
        Assert.False(await store.TryAddProcessorAsync(Row("a") with { Id = "2" }, default));
        Assert.True(await store.TryAddProcessorAsync(Row("b") with { Id = "2" }, default));
        Assert.False(await store.TryUpdateProcessorAsync(Row("a") with { Id = "2" }, default));
    }

    [Fact]
    public async Task Only_the_version_that_was_read_can_be_replaced()
    {
        await using var store = Open();
        var row = Row("a");
        await store.TryAddProcessorAsync(row, default);

        Assert.True(await store.TryUpdateProcessorAsync(row with { Name = "b" }, default));
        Assert.False(await store.TryUpdateProcessorAsync(row with { Name = "c" }, default));
        Assert.True(await store.TryUpdateProcessorAsync(row with { Name = "c", Version = 1 }, default));
        Assert.Equal("c", Assert.Single(await store.ReadProcessorsAsync(default)).Name);
    }

    [Fact]
    public async Task Progress_is_replaced_and_goes_with_its_processor()
    {
        await using var store = Open();
        var row = Row("a");
        await store.TryAddProcessorAsync(row, default);
        var totals = new BsonDocumentBuilder { { "inputCount", 7L } }.ToDocument();

        await store.WriteProgressAsync([new(row.Id, null), new("gone", totals)], default);
        await store.WriteProgressAsync([new(row.Id, totals)], default);

        Assert.Equal(7L, (await store.ReadProgressAsync(row.Id, default))!.Totals!.Value["inputCount"].AsInt64);
        Assert.Null(await store.ReadProgressAsync("gone", default));
        await store.DeleteProcessorAsync(row.Id, default);
        Assert.Null(await store.ReadProgressAsync(row.Id, default));
    }

    [Fact]
    public async Task Connections_are_kept_with_their_versions()
    {
        var document = new BsonDocumentBuilder { { "name", "k" }, { "type", "Kafka" } }.ToDocument();
        await using var store = Open();

        Assert.True(await store.TryAddConnectionAsync(new("k", 0, document), default));
        Assert.False(await store.TryAddConnectionAsync(new("k", 0, document), default));
        Assert.True(await store.TryUpdateConnectionAsync(new("k", 0, document), default));
        Assert.False(await store.TryUpdateConnectionAsync(new("k", 0, document), default));
        Assert.Equal(1, Assert.Single(await store.ReadConnectionsAsync(default)).Version);
        Assert.True(await store.TryDeleteConnectionAsync("k", default));
        Assert.False(await store.TryDeleteConnectionAsync("k", default));
    }

    [Fact]
    public async Task A_store_of_a_newer_release_is_refused_with_both_versions()
    {
        await using (Open())
        {
        }

        await using (var connection = new SqliteConnection($"Data Source={File};Pooling=False"))
        {
            connection.Open();
            using var command = new SqliteCommand("UPDATE workspace SET schema_version = 99", connection);
            command.ExecuteNonQuery();
        }

        var error = Assert.Throws<StartException>(Open);
        Assert.Contains("schema 99, this one knows 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_store_is_refused()
    {
        _folder.Write("workspace.db", new string('x', 5000));

        Assert.Contains("cannot be opened", Assert.Throws<StartException>(Open).Message, StringComparison.Ordinal);
    }

    private string File => Path.Combine(_folder.FullPath, "workspace.db");

    private SqliteWorkspaceStore Open() => SqliteWorkspaceStore.Open(File, new FakeClock());

    private static ProcessorRow Row(string name) => new()
    {
        Id = "1",
        Name = name,
        Pipeline = new BsonArrayBuilder { new BsonDocumentBuilder { { "$source", 1 } }.ToDocument() }.ToArray(),
        LastModified = Now,
        LastStateChange = Now,
    };
}
