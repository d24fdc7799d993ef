using System.Diagnostics;
using System.Globalization;
using WireSP.TestKit.Clients;

namespace WireSP.TestKit.Kills;

/// <summary>
/// Makes system calls of a running process fail, or kills it in one of them, by <c>strace</c>. Disposing it lets the
/// process go on undisturbed.
/// </summary>
internal sealed class CallFaults : IAsyncDisposable
{
    private static readonly TimeSpan AttachTimeMax = TimeSpan.FromSeconds(60);

    private readonly Process _process;

    private CallFaults(Process process) => _process = process;

    /// <summary>Whether this system has the tool and lets it be used.</summary>
    public static async Task<bool> AreAvailableAsync()
    {
        try
        {
            return OperatingSystem.IsLinux()
                && (await ClientProgram.RunAsync("strace", ["-qq", "-o", "/dev/null", "true"])).ExitStatus == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    /// <summary>Attaches to a process.</summary>
    /// <param name="processId">The process.</param>
    /// <param name="calls">The calls, separated by commas.</param>
    /// <param name="fault">What happens to them, for example <c>error=EIO</c> or <c>signal=KILL:when=3</c>.</param>
    public static async Task<CallFaults> AttachAsync(int processId, string calls, string fault)
    {
        var start = new ProcessStartInfo(
            "strace",
            [
                "-f", "-o", "/dev/null", "-p", processId.ToString(CultureInfo.InvariantCulture),
                "-e", $"trace={calls}", "-e", $"inject={calls}:{fault}",
            ])
        {
            RedirectStandardError = true,
        };
        var attached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var process = new Process { StartInfo = start };
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("attached", StringComparison.Ordinal) == true)
            {
                _ = attached.TrySetResult();
            }
        };
        process.Start();
        process.BeginErrorReadLine();
        await attached.Task.WaitAsync(AttachTimeMax, TimeProvider.System);
        return new CallFaults(process);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // Asked to end it lets the other process go; killed it might leave it standing. With a process that it was
            // to kill it may just have ended by itself, so that there is nobody to ask.
            var pid = _process.Id.ToString(CultureInfo.InvariantCulture);
            _ = await ClientProgram.RunAsync("kill", ["-TERM", pid]);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }
}
