using Microsoft.Data.Sqlite;

namespace WireSP.Server.Workspace;

/// <summary>
/// The store's one connection, used by one caller at a time: rows are small and calls are few, and what is written in
/// turn needs no retries.
/// </summary>
internal sealed class SqliteAccess(SqliteConnection connection) : IAsyncDisposable
{
    /// <summary>Held for every use of the store's file.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>Waits for the turn to use the connection; disposing it ends the turn.</summary>
    public async ValueTask<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        return new Turn(Gate);
    }

    /// <summary>Begins a transaction, in the caller's turn.</summary>
    public SqliteTransaction BeginTransaction() => connection.BeginTransaction();

    /// <summary>A command with its parameters, in the caller's turn and transaction.</summary>
    public SqliteCommand Command(string text, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // All texts are constants of the callers; values travel as parameters.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return command;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Gate.Dispose();
        return connection.DisposeAsync();
    }

    /// <summary>The turn to use the connection.</summary>
    public readonly struct Turn(SemaphoreSlim gate) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => gate.Release();
    }
}
