using WireSP.Bson;
using WireSP.Server.Configuration;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.Workspace;

/// <summary>
/// Creates, modifies and drops connections at run time; those of the configuration file are not to be changed here.
/// </summary>
internal sealed class WorkspaceConnections(
    ConnectionRegistry registry,
    IWorkspaceStore store,
    ConnectionVault vault,
    IReadOnlyList<IConnector> connectors)
{
    /// <summary>The registry.</summary>
    public ConnectionRegistry Registry => registry;

    /// <summary>Reads the stored connections into the registry.</summary>
    /// <returns>Names that the configuration file has too; it wins.</returns>
    /// <exception cref="StartException">One cannot be unsealed, or a secret that it refers to cannot be
    /// resolved.</exception>
    public async Task<IReadOnlyList<string>> LoadAsync(CancellationToken cancellationToken)
    {
        var hidden = new List<string>();
        foreach (var stored in await store.ReadConnectionsAsync(cancellationToken))
        {
            if (registry.Find(stored.Name) is not null)
            {
                hidden.Add(stored.Name);
                continue;
            }

            var row = await UnsealAsync(stored, cancellationToken);
            try
            {
                registry.SetStored(row);
            }
            catch (FormatException exception)
            {
                throw new StartException($"connection '{row.Name}': {exception.Message}", exception);
            }
        }

        return hidden;
    }

    /// <summary>Checks the connections of the configuration file.</summary>
    /// <exception cref="StartException">One has an unknown type or options that its connector refuses.</exception>
    public void CheckConfigured()
    {
        foreach (var connection in registry.All)
        {
            if (FindProblem(connection.Definition) is { } problem)
            {
                throw new StartException($"connection '{connection.Definition.Name}': {problem}");
            }
        }
    }

    /// <summary>The word for a connection's type in lists.</summary>
    public string ListedTypeOf(ConnectionDefinition connection) =>
        FindConnector(connection.Type)?.ListedType ?? connection.Type.ToLowerInvariant();

    /// <summary>Adds a connection.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">The name is taken or the options are
    /// wrong.</exception>
    public async ValueTask CreateAsync(BsonDocument document, CancellationToken cancellationToken)
    {
        var row = new ConnectionRow(document["name"].AsString, 0, document);
        CheckName(row.Name);
        Check(row);
        if (registry.Find(row.Name) is not null
            || !await store.TryAddConnectionAsync(vault.Seal(row), cancellationToken))
        {
            throw StreamErrors.Failed($"a connection with the name '{row.Name}' already exists");
        }

        registry.SetStored(row);
    }

    /// <summary>Replaces the options of a connection; name and type stay.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">There is none, or the options are
    /// wrong.</exception>
    public async ValueTask ModifyAsync(string name, BsonDocument changes, CancellationToken cancellationToken)
    {
        var row = GetStored(name);
        if (changes["type"] is { IsMissing: false } type
            && (type.Type != BsonType.String || type.AsString != row.Document["type"].AsString))
        {
            throw StreamErrors.InvalidOptions($"the type of connection '{name}' cannot be changed; drop and create it");
        }

        var changed = row with { Document = Merge(row.Document, changes) };
        Check(changed);
        if (!await store.TryUpdateConnectionAsync(vault.Seal(changed), cancellationToken))
        {
            throw StreamErrors.ChangedMeanwhile(name);
        }

        registry.SetStored(changed with { Version = changed.Version + 1 });
    }

    /// <summary>Takes a connection away.</summary>
    /// <exception cref="WireSP.Wire.Commands.MongoCommandException">There is none.</exception>
    public async ValueTask DropAsync(string name, CancellationToken cancellationToken)
    {
        _ = GetStored(name);
        await store.TryDeleteConnectionAsync(name, cancellationToken);
        registry.Remove(name);
    }

    private static void CheckName(string name)
    {
        try
        {
            ConnectionDocument.CheckName(name);
        }
        catch (FormatException exception)
        {
            throw StreamErrors.InvalidOptions(exception.Message);
        }
    }

    // Top-level fields replace those of the same name; null takes a field away.
    private static BsonDocument Merge(BsonDocument document, BsonDocument changes)
    {
        var builder = new BsonDocumentBuilder { { "name", document["name"] } };
        foreach (var element in document)
        {
            if (!element.NameEquals("name"u8) && changes[element.Name].IsMissing)
            {
                builder.Add(element.Name, element.Value);
            }
        }

        foreach (var element in changes)
        {
            if (!element.NameEquals("name"u8) && element.Type != BsonType.Null)
            {
                builder.Add(element.Name, element.Value);
            }
        }

        return builder.ToDocument();
    }

    // What an older release stored as it is, is sealed as soon as it is seen.
    private async ValueTask<ConnectionRow> UnsealAsync(ConnectionRow stored, CancellationToken cancellationToken)
    {
        if (ConnectionVault.IsSealed(stored))
        {
            return vault.Unseal(stored);
        }

        return await store.TryUpdateConnectionAsync(vault.Seal(stored), cancellationToken)
            ? stored with { Version = stored.Version + 1 }
            : throw new StartException($"connection '{stored.Name}': another process changed it; start again");
    }

    private ConnectionRow GetStored(string name)
    {
        var entry = registry.FindEntry(name) ?? throw StreamErrors.NoSuchConnection(name);
        return entry.Row ?? throw StreamErrors.Failed(
            $"connection '{name}' belongs to the server's configuration; change it there and restart the server");
    }

    private void Check(ConnectionRow row)
    {
        if (SecretReader.FindForbiddenReference(row.Document) is { } reference)
        {
            throw StreamErrors.InvalidOptions(
                $"the secret reference '{reference}' is not open to clients: give the value itself, or "
                + $"'env:{SecretReader.ClientVariablePrefix}…' for a variable that the server's operator has set");
        }

        try
        {
            if (FindProblem(ConnectionRegistry.Resolve(row).Definition) is { } problem)
            {
                throw StreamErrors.InvalidOptions($"connection '{row.Name}': {problem}");
            }
        }
        catch (FormatException exception)
        {
            throw StreamErrors.InvalidOptions($"connection '{row.Name}': {exception.Message}");
        }
    }

    private string? FindProblem(ConnectionDefinition connection)
    {
        if (FindConnector(connection.Type) is not { } connector)
        {
            var known = connectors.Select(item => item.ConnectionType).OfType<string>().Distinct().Order().ToList();
            return $"unknown type '{connection.Type}'.{NearestName.Hint(connection.Type, known)} "
                + $"Types of this server: {string.Join(", ", known)}";
        }

        var problems = connector.ValidateConnection(connection.Options);
        return problems.Count == 0 ? null : string.Join("; ", problems);
    }

    private IConnector? FindConnector(string type) =>
        connectors.FirstOrDefault(connector => string.Equals(connector.ConnectionType, type, StringComparison.Ordinal));
}
