using Microsoft.Extensions.Logging;
using WireSP.Connectors;
using WireSP.Connectors.Local;
using WireSP.Server.Collections;
using WireSP.Server.Configuration;
using WireSP.Server.Workspace;

namespace WireSP.Server.Hosting;

/// <summary>
/// A workspace with the directory that it holds; disposing stops its processors and lets the directory go.
/// </summary>
internal sealed class OpenWorkspace : IAsyncDisposable
{
    private readonly StoreDirectory _directory;

    private readonly LocalCollections _collections;

    private OpenWorkspace(
        StoreDirectory directory, StreamWorkspace workspace, IWorkspaceStore store, LocalCollections collections)
    {
        _directory = directory;
        _collections = collections;
        Collections = new CollectionService(collections, new OpenCursors(collections.Clock));
        Workspace = workspace;
        Store = store;
    }

    /// <summary>The workspace.</summary>
    public StreamWorkspace Workspace { get; }

    /// <summary>Its store.</summary>
    public IWorkspaceStore Store { get; }

    /// <summary>The endpoint's own collections.</summary>
    public CollectionService Collections { get; }

    /// <summary>Locks the data directory and reads the workspace in it.</summary>
    /// <exception cref="StartException">The directory or a connection cannot be used.</exception>
    public static async Task<OpenWorkspace> OpenAsync(
        ServerSettings settings,
        ILogger logger,
        TimeProvider clock,
        CancellationToken cancellationToken)
    {
        var directory = StoreDirectory.Open(settings.DataDirectory);
        SqliteWorkspaceStore? store = null;
        LocalCollections? collections = null;
        try
        {
            store = SqliteWorkspaceStore.Open(directory.StoreFile, clock);
            collections = OpenCollections(directory.StoreFile, store.Gate, settings.Collections, clock);
            var vault = ConnectionVault.Open(directory.Path);
            var workspace = WorkspaceFactory.Create(
                settings, store, vault, ConnectorTable.Create(collections), clock, logger);
            workspace.Connections.CheckConfigured();
            foreach (var hidden in await workspace.Connections.LoadAsync(cancellationToken))
            {
                logger.LogWarning("Connection {Name} of the catalog is hidden by the configuration's", hidden);
            }

            await workspace.LoadAsync(cancellationToken);
            return new OpenWorkspace(directory, workspace, store, collections);
        }
        catch
        {
            if (collections is not null)
            {
                await collections.DisposeAsync();
            }

            if (store is not null)
            {
                await store.DisposeAsync();
            }

            directory.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Workspace.DisposeAsync();
        await _collections.DisposeAsync();
        _directory.Dispose();
    }

    private static LocalCollections OpenCollections(
        string file, SemaphoreSlim gate, LocalOptions options, TimeProvider clock)
    {
        try
        {
            return LocalCollections.Open(file, gate, options, clock);
        }
        catch (CollectionException exception)
        {
            throw new StartException(
                $"store {file} cannot be opened: {exception.Message}; choose another data directory with --data",
                exception);
        }
    }
}
