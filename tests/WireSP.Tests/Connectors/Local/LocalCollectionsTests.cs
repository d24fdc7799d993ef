using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;
using WireSP.TestKit.Clients;

namespace WireSP.Tests.Connectors.Local;

public sealed class LocalCollectionsTests : IAsyncLifetime
{
    private static readonly CollectionNamespace Name = new("db", "c");

    private readonly TemporaryFolder _folder = new();
    private LocalCollections _collections = null!;

    public Task InitializeAsync()
    {
        _collections = LocalCollections.Open(
            Path.Combine(_folder.FullPath, "f.db"), new SemaphoreSlim(1), new LocalOptions(), TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _collections.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Many_writers_at_once_are_all_served()
    {
        await Task.WhenAll(Enumerable.Range(0, 200).Select(id => InsertAsync(id).AsTask()));

        Assert.Equal(200, _collections.Count(new FindRequest(Name), CancellationToken.None));
    }

    [Fact]
    public async Task An_operation_that_fails_leaves_nothing_and_harms_no_other()
    {
        var failing = _collections.WriteAsync<bool>(
            transaction =>
            {
                Insert(transaction, 1);
                throw new CollectionException(2, "on purpose");
            },
            CancellationToken.None).AsTask();
        var other = InsertAsync(2).AsTask();

        Assert.Equal(2, (await Assert.ThrowsAsync<CollectionException>(() => failing)).Code);
        await other;
        Assert.Equal(1, _collections.Count(new FindRequest(Name), CancellationToken.None));
        Assert.Equal(Name, Assert.Single(_collections.All).Name);
    }

    [Fact]
    public async Task A_collection_made_by_a_failed_operation_is_not_there()
    {
        await Assert.ThrowsAsync<CollectionException>(() => _collections.WriteAsync<bool>(
            transaction =>
            {
                Insert(transaction, 1);
                throw new CollectionException(2, "on purpose");
            },
            CancellationToken.None).AsTask());

        Assert.Null(_collections.Find(Name));
        await InsertAsync(1);
    }

    private static bool Insert(LocalTransaction transaction, int id)
    {
        transaction.Insert(transaction.FindOrCreate(Name), new BsonDocumentBuilder { { "_id", id } }.ToDocument());
        return true;
    }

    private ValueTask<bool> InsertAsync(int id) =>
        _collections.WriteAsync(transaction => Insert(transaction, id), CancellationToken.None);
}
