using Microsoft.Extensions.Logging;
using WireSP.Server.Sampling;
using WireSP.Wire.Commands;

namespace WireSP.Server.Workspace;

/// <summary>
/// Looks after a workspace once a second: gives up what no client reads any more, ends <c>sp.process()</c> in time, and
/// records now and then how far processors have come. One loop serves them all, so that none needs a timer.
/// </summary>
internal sealed class WorkspaceUpkeep : IAsyncDisposable
{
    private const int TicksBetweenRecords = 10;

    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly StreamWorkspace _workspace;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly Task _loop;

    /// <summary>Begins to look after a workspace.</summary>
    public WorkspaceUpkeep(StreamWorkspace workspace, TimeProvider clock, ILogger logger)
    {
        _workspace = workspace;
        _clock = clock;
        _logger = logger;
        _loop = LoopAsync();
    }

    /// <summary>
    /// Gives up cursors and processors that nobody reads, and ends ephemeral ones whose time is over.
    /// </summary>
    public static void Sweep(StreamWorkspace workspace, TimeProvider clock)
    {
        foreach (var processor in workspace.Processors)
        {
            if (processor.OwnCursor is not { } cursor || processor.Run is { IsStopping: true })
            {
                continue;
            }

            if (cursor.IdleFor > SampleLimits.IdleMax)
            {
                _ = GiveUpAsync(workspace, processor);
            }
            else if (clock.GetUtcNow() - processor.Row.LastModified > SampleLimits.EphemeralLife)
            {
                processor.Run?.Stop();
            }
        }

        workspace.Cursors.RemoveIdle();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    // Not waited for: a sink that does not answer must not hold up the workspace.
    private static async Task GiveUpAsync(StreamWorkspace workspace, StreamProcessor processor)
    {
        try
        {
            await workspace.DropAsync(processor, CancellationToken.None);
        }
        catch (MongoCommandException)
        {
            // Its client dropped it in the same moment.
        }
    }

    private async Task LoopAsync()
    {
        using var timer = new PeriodicTimer(Tick, _clock);
        for (var tick = 1; await NextAsync(timer); tick++)
        {
            try
            {
                Sweep(_workspace, _clock);
                if (tick % TicksBetweenRecords == 0)
                {
                    await _workspace.RecordProgressAsync(_stop.Token);
                }
            }
#pragma warning disable CA1031 // A disk that is full now may not be later; the next turn tries again.
            catch (Exception exception) when (!_stop.IsCancellationRequested)
#pragma warning restore CA1031
            {
                _logger.LogError(exception, "Upkeep of the workspace failed");
            }
        }
    }

    private async ValueTask<bool> NextAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
