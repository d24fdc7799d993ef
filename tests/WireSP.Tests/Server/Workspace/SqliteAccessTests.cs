using Microsoft.Data.Sqlite;
using WireSP.Server.Workspace;

namespace WireSP.Tests.Server.Workspace;

public sealed class SqliteAccessTests
{
    [Fact]
    public async Task Closing_waits_for_the_transaction_under_way()
    {
        var access = Open();
        var turn = await access.TakeTurnAsync(CancellationToken.None);
        await using var transaction = access.BeginTransaction();

        var closed = access.DisposeAsync().AsTask();
        Assert.False(closed.IsCompleted);
        await using (var command = access.Command("CREATE TABLE t (a)"))
        {
            command.Transaction = transaction;
            _ = command.ExecuteNonQuery();
        }

        transaction.Commit();
        turn.Dispose();

        await closed;
    }

    [Fact]
    public async Task A_turn_that_comes_after_closing_is_refused_as_often_as_it_is_asked_for()
    {
        var access = Open();
        await access.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await access.TakeTurnAsync(CancellationToken.None));
        await Assert.ThrowsAsync<ObjectDisposedException>(
            async () => await access.TakeTurnAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Closing_twice_is_closing_once()
    {
        var access = Open();

        await access.DisposeAsync();
        await access.DisposeAsync();
    }

    private static SqliteAccess Open()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        return new SqliteAccess(connection);
    }
}
