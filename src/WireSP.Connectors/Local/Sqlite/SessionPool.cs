using System.Collections.Concurrent;

namespace WireSP.Connectors.Local.Sqlite;

/// <summary>Reading connections, taken for one short read and given back; any number of threads.</summary>
internal sealed class SessionPool(string file) : IDisposable
{
    private const int KeptMax = 32;

    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _isDisposed;

    /// <summary>Takes a connection; disposing the lease gives it back.</summary>
    public Lease Take() => new(this, _idle.TryTake(out var session) ? session : SqliteSession.OpenReader(file));

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        while (_idle.TryTake(out var session))
        {
            session.Dispose();
        }
    }

    private void Return(SqliteSession session)
    {
        if (_isDisposed || _idle.Count >= KeptMax)
        {
            session.Dispose();
        }
        else
        {
            _idle.Add(session);
        }
    }

    /// <summary>A connection in use.</summary>
    internal readonly struct Lease(SessionPool pool, SqliteSession session) : IDisposable
    {
        /// <summary>The connection.</summary>
        public SqliteSession Session => session;

        /// <summary>Gives the connection back.</summary>
        public void Dispose() => pool.Return(session);
    }
}
