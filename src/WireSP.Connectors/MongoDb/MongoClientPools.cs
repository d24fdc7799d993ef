using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// One pool for each connection that is in use: everybody who uses the connection has a share, and with the last share
/// the pool ends.
/// </summary>
/// <param name="clock">Clock of the pauses before something is tried again.</param>
internal sealed class MongoClientPools(TimeProvider clock)
{
    private readonly Dictionary<MongoConnection, Entry> _entries = [];

    /// <summary>How many pools there are now.</summary>
    public int Count
    {
        get
        {
            lock (_entries)
            {
                return _entries.Count;
            }
        }
    }

    /// <summary>Takes a share in a connection's pool; disposing it gives the share back.</summary>
    public ICollectionAccess Open(MongoConnection connection)
    {
        lock (_entries)
        {
            if (!_entries.TryGetValue(connection, out var entry))
            {
                entry = new Entry(new MongoClientPool(connection, clock));
                _entries.Add(connection, entry);
            }

            entry.Shares++;
            return new MongoAccess(entry.Pool, () => GiveBack(entry));
        }
    }

    private void GiveBack(Entry entry)
    {
        lock (_entries)
        {
            if (--entry.Shares > 0)
            {
                return;
            }

            _ = _entries.Remove(entry.Pool.Connection);
        }

        entry.Pool.Dispose();
    }

    private sealed class Entry(MongoClientPool pool)
    {
        public MongoClientPool Pool { get; } = pool;

        public int Shares { get; set; }
    }
}
