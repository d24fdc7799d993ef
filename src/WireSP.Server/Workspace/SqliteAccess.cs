using Microsoft.Data.Sqlite;

namespace WireSP.Server.Workspace;

/// <summary>
/// The store's one connection, used by one caller at a time: rows are small and calls are few, and what is written in
/// turn needs no retries.
/// </summary>
internal sealed class SqliteAccess(SqliteConnection connection) : IAsyncDisposable
{
    private bool _isDisposed;

    /// <summary>Held for every use of the store's file.</summary>
    public SemaphoreSlim Gate { get; } = new(1);

    /// <summary>Waits for the turn to use the connection; disposing it ends the turn.</summary>
    /// <exception cref="ObjectDisposedException">The store was closed before the turn came.</exception>
    public async ValueTask<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        await Gate.WaitAsync(cancellationToken);
        var turn = new Turn(Gate);
        if (_isDisposed)
        {
            turn.Dispose();
            ObjectDisposedException.ThrowIf(_isDisposed, this);
        }

        return turn;
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

    /// <summary>Closes the connection after the turn that is under way; turns that come later are refused.</summary>
    public async ValueTask DisposeAsync()
    {
        await Gate.WaitAsync(CancellationToken.None);
        using var turn = new Turn(Gate);
        if (!_isDisposed)
        {
            _isDisposed = true;
            await connection.DisposeAsync();
        }
    }

    /// <summary>The turn to use the connection.</summary>
    public readonly struct Turn(SemaphoreSlim gate) : IDisposable
    {
        /// <inheritdoc/>
        public void Dispose() => gate.Release();
    }
}
