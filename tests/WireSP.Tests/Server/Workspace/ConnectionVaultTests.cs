using System.Text;
using WireSP.Bson;
using WireSP.Server.Configuration;
using WireSP.Server.Workspace;
using WireSP.TestKit.Clients;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Server.Workspace;

public sealed class ConnectionVaultTests : IDisposable
{
    private const string Secret = "correct horse battery staple";

    private static readonly ConnectionRow Row = new(
        "kafka1",
        3,
        new BsonDocumentBuilder { { "name", "kafka1" }, { "type", "Test" }, { "password", Secret } }.ToDocument());

    private readonly TemporaryFolder _folder = new();

    private string KeyFile => Path.Combine(_folder.FullPath, "connections.key");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_sealed_comes_back_with_the_same_key_after_a_restart()
    {
        var stored = ConnectionVault.Open(_folder.FullPath).Seal(Row);

        Assert.True(ConnectionVault.IsSealed(stored));
        Assert.Equal(-1, stored.Document.Span.IndexOf(Encoding.UTF8.GetBytes(Secret)));
        var opened = ConnectionVault.Open(_folder.FullPath).Unseal(stored);
        Assert.Equal(Row.Document.Span.ToArray(), opened.Document.Span.ToArray());
        Assert.Equal((Row.Name, Row.Version), (opened.Name, opened.Version));
    }

    [Fact]
    public void The_same_row_is_sealed_to_other_bytes_each_time()
    {
        var vault = ConnectionVault.Open(_folder.FullPath);

        Assert.NotEqual(vault.Seal(Row).Document.Span.ToArray(), vault.Seal(Row).Document.Span.ToArray());
    }

    [Fact]
    public void Another_key_another_name_and_changed_bytes_are_refused()
    {
        var vault = ConnectionVault.Open(_folder.FullPath);
        var stored = vault.Seal(Row);
        var box = stored.Document["sealed"].AsBinary.ToArray();
        box[^1] ^= 1;

        AssertRefused(vault, stored with { Name = "kafka2" });
        AssertRefused(vault, stored with { Document = Sealed(box) });
        AssertRefused(vault, stored with { Document = Sealed([1, 2, 3]) });
        File.Delete(KeyFile);
        AssertRefused(ConnectionVault.Open(_folder.FullPath), stored);
    }

    [Fact]
    public void Only_the_owner_may_read_the_key()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        _ = ConnectionVault.Open(_folder.FullPath);
        const UnixFileMode ownerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        Assert.Equal(ownerOnly, File.GetUnixFileMode(KeyFile));

        File.SetUnixFileMode(KeyFile, ownerOnly | UnixFileMode.OtherRead);
        _ = ConnectionVault.Open(_folder.FullPath);
        Assert.Equal(ownerOnly, File.GetUnixFileMode(KeyFile));
    }

    [Fact]
    public void A_key_of_the_wrong_length_is_refused_and_kept()
    {
        File.WriteAllBytes(KeyFile, [1, 2, 3]);

        var error = Assert.Throws<StartException>(() => ConnectionVault.Open(_folder.FullPath));
        Assert.Contains("has not 32 bytes", error.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3], File.ReadAllBytes(KeyFile));
    }

    [Fact]
    public async Task No_file_of_the_data_directory_holds_the_secret()
    {
        var document = Row.Document;
        await using (var store = OpenStore())
        {
            await Connections(store).CreateAsync(document, CancellationToken.None);
            var changes = new BsonDocumentBuilder { { "password", Secret + " changed" } }.ToDocument();
            await Connections(store, isLoaded: true).ModifyAsync("kafka1", changes, CancellationToken.None);
            AssertNoFileHoldsTheSecret();
        }

        AssertNoFileHoldsTheSecret();
    }

    [Fact]
    public async Task What_an_older_release_stored_is_sealed_at_the_next_start()
    {
        await using (var store = OpenStore())
        {
            Assert.True(await store.TryAddConnectionAsync(Row, CancellationToken.None));
            var connections = Connections(store, isLoaded: true);
            var loaded = connections.Registry.FindEntry("kafka1")!.Row!;
            Assert.Equal((4, Secret), (loaded.Version, loaded.Document["password"].AsString));
        }

        AssertNoFileHoldsTheSecret();
        await using var reopened = OpenStore();
        var stored = Assert.Single(await reopened.ReadConnectionsAsync(CancellationToken.None));
        Assert.True(ConnectionVault.IsSealed(stored));
    }

    private static void AssertRefused(ConnectionVault vault, ConnectionRow row)
    {
        var error = Assert.Throws<StartException>(() => vault.Unseal(row));
        Assert.StartsWith($"connection '{row.Name}': it cannot be read with the key in", error.Message,
            StringComparison.Ordinal);
    }

    private static BsonDocument Sealed(byte[] box) =>
        new BsonDocumentBuilder { { "sealed", BsonValue.FromBinary(box) } }.ToDocument();

    private SqliteWorkspaceStore OpenStore() =>
        SqliteWorkspaceStore.Open(Path.Combine(_folder.FullPath, "workspace.db"), new FakeClock());

    private WorkspaceConnections Connections(SqliteWorkspaceStore store, bool isLoaded = false)
    {
        var connections = new WorkspaceConnections(
            new ConnectionRegistry([]),
            store,
            ConnectionVault.Open(_folder.FullPath),
            [new WireSP.TestKit.Server.TestConnector()]);
        if (isLoaded)
        {
            Assert.Empty(connections.LoadAsync(CancellationToken.None).GetAwaiter().GetResult());
        }

        return connections;
    }

    private void AssertNoFileHoldsTheSecret()
    {
        foreach (var file in Directory.GetFiles(_folder.FullPath))
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            Assert.Equal(-1, copy.GetBuffer().AsSpan(0, (int)copy.Length).IndexOf(Encoding.UTF8.GetBytes(Secret)));
        }
    }
}
