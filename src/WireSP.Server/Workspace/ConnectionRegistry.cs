using WireSP.Server.Configuration;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.Workspace;

/// <summary>
/// The connections that pipelines may name: built-in samples, those of the configuration file, and those created at run
/// time. Readers see one whole set; a change replaces it.
/// </summary>
internal sealed class ConnectionRegistry : IConnectionRegistry
{
    private readonly Lock _lock = new();
    private volatile Snapshot _snapshot = new([], []);

    /// <summary>Takes in the connections that exist without the catalog; of two with one name the later wins.</summary>
    public ConnectionRegistry(IEnumerable<ConnectionDefinition> fixedConnections)
    {
        foreach (var connection in fixedConnections)
        {
            Set(new RegisteredConnection(connection, null));
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names => _snapshot.Names;

    /// <summary>All connections, sorted by name.</summary>
    public IReadOnlyList<RegisteredConnection> All => [.. _snapshot.Names.Select(name => _snapshot.ByName[name])];

    /// <inheritdoc/>
    public ConnectionDefinition? Find(string name) => FindEntry(name)?.Definition;

    /// <summary>The connection of that name and where it comes from; null when there is none.</summary>
    public RegisteredConnection? FindEntry(string name) => _snapshot.ByName.GetValueOrDefault(name);

    /// <summary>Adds or replaces a connection of the catalog.</summary>
    /// <exception cref="FormatException">A secret that it refers to cannot be resolved.</exception>
    public void SetStored(ConnectionRow row) => Set(Resolve(row));

    /// <summary>What a stored connection is to pipelines, its references resolved.</summary>
    /// <exception cref="FormatException">A secret that it refers to cannot be resolved.</exception>
    public static RegisteredConnection Resolve(ConnectionRow row) =>
        new(ConnectionDocument.Read(SecretReader.ResolveAll(row.Document)), row);

    /// <summary>Takes a connection out.</summary>
    public void Remove(string name)
    {
        lock (_lock)
        {
            var byName = new Dictionary<string, RegisteredConnection>(_snapshot.ByName);
            byName.Remove(name);
            _snapshot = new Snapshot(byName, Sort(byName));
        }
    }

    private void Set(RegisteredConnection connection)
    {
        lock (_lock)
        {
            var byName = new Dictionary<string, RegisteredConnection>(_snapshot.ByName)
            {
                [connection.Definition.Name] = connection,
            };
            _snapshot = new Snapshot(byName, Sort(byName));
        }
    }

    private static string[] Sort(Dictionary<string, RegisteredConnection> byName)
    {
        string[] names = [.. byName.Keys];
        Array.Sort(names, StringComparer.Ordinal);
        return names;
    }

    private sealed record Snapshot(Dictionary<string, RegisteredConnection> ByName, string[] Names);
}
