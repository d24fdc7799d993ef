using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using WireSP.Server.Configuration;
using WireSP.Server.Metrics;
using WireSP.Server.Workspace;
using WireSP.Wire;

namespace WireSP.Server.Hosting;

/// <summary>
/// A running server: the workspace and Kestrel, which serves the wire protocol on one address and health and metrics on
/// another. Disposing ends it: connections first, then processors, then the store.
/// </summary>
internal sealed class StreamServer : IAsyncDisposable
{
    private readonly ILoggerFactory _loggers;
    private readonly OpenWorkspace _workspace;
    private readonly WebApplication _host;
    private readonly WorkspaceMeter _meter;
    private readonly WorkspaceUpkeep _upkeep;

    private StreamServer(ServerSettings settings, ILoggerFactory loggers, OpenWorkspace workspace, KestrelHost kestrel)
    {
        _loggers = loggers;
        _workspace = workspace;
        _host = kestrel.Application;
        _meter = new WorkspaceMeter(
            workspace.Workspace, () => _host.Services.GetRequiredService<WireServer>().ConnectionCount);
        _upkeep = new WorkspaceUpkeep(
            workspace.Workspace, TimeProvider.System, loggers.CreateLogger<WorkspaceUpkeep>());
        var scheme = settings.Tls is null ? "" : "?tls=true";
        Address = $"mongodb://{kestrel.WireEndPoint}/{scheme}";
    }

    /// <summary>Where clients connect; the port is the real one when any was asked for.</summary>
    public string Address { get; }

    /// <summary>Starts a server; when this ends, it accepts connections.</summary>
    /// <exception cref="StartException">It cannot start as it was asked to.</exception>
    public static async Task<StreamServer> StartAsync(ServerSettings settings, CancellationToken cancellationToken)
    {
        var loggers = LoggerFactory.Create(logging => LogSetup.Configure(logging, settings.LogsJson));
        var logger = loggers.CreateLogger<StreamServer>();
        foreach (var warning in settings.Warnings)
        {
            logger.LogWarning("{Warning}", warning);
        }

        OpenWorkspace? workspace = null;
        try
        {
            workspace = await OpenWorkspace.OpenAsync(
                settings, loggers.CreateLogger<StreamWorkspace>(), TimeProvider.System, cancellationToken);
            var kestrel = await ListenAsync(settings, workspace, loggers, logger, cancellationToken);
            return new StreamServer(settings, loggers, workspace, kestrel);
        }
        catch
        {
            await (workspace?.DisposeAsync() ?? ValueTask.CompletedTask);
            loggers.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _upkeep.DisposeAsync();
        _host.Services.GetRequiredService<WireServer>().Dispose();
        await _host.StopAsync(CancellationToken.None);
        await _workspace.DisposeAsync();
        await _host.DisposeAsync();
        _meter.Dispose();
        _loggers.Dispose();
    }

    // The first processor that ran is made ready while the host starts, and begins when that cannot fail any more.
    // Clients are served from then on: a thousand processors take longer to start than a shell waits.
    private static async Task<KestrelHost> ListenAsync(
        ServerSettings settings,
        OpenWorkspace workspace,
        ILoggerFactory loggers,
        ILogger logger,
        CancellationToken cancellationToken)
    {
        var listens = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var resuming = Task.Run(() => ResumeAsync(workspace.Workspace, listens.Task, logger), CancellationToken.None);
        try
        {
            var kestrel = await KestrelHost.StartAsync(settings, workspace, loggers, cancellationToken);
            listens.SetResult();
            return kestrel;
        }
        catch
        {
            listens.SetCanceled(CancellationToken.None);
            await resuming;
            throw;
        }
    }

    private static async Task ResumeAsync(StreamWorkspace workspace, Task ready, ILogger logger)
    {
        try
        {
            await workspace.ResumeAsync(ready, CancellationToken.None);
        }
        catch (OperationCanceledException) when (ready.IsCanceled)
        {
            // The server does not start.
        }
#pragma warning disable CA1031 // The server goes on without the processors that could not be started again.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            logger.LogError(exception, "Stream processors could not be started again");
        }
    }
}
