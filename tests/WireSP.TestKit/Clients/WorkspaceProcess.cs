using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Runtime.InteropServices;
using System.Text;
using Xunit;

namespace WireSP.TestKit.Clients;

/// <summary>
/// The real server in a process of its own, on a free port of 127.0.0.1, with its data in a given folder. Disposing it
/// ends the process whatever state it is in.
/// </summary>
public sealed partial class WorkspaceProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private const string ReadyPrefix = "WireSP ready: mongodb://";

    private static readonly TimeSpan StartTimeMax = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopTimeMax = TimeSpan.FromSeconds(30);

    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WorkspaceProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => _ = EndAsync();
    }

    /// <summary>Address for clients, <c>HOST:PORT</c>.</summary>
    public string Address { get; private set; } = "";

    /// <summary>The same for a socket.</summary>
    public IPEndPoint EndPoint => IPEndPoint.Parse(Address);

    /// <summary>Connection string of a client without credentials.</summary>
    public string Uri => $"mongodb://{Address}/";

    /// <summary>The process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Bytes of memory that the process occupies now.</summary>
    public long ResidentBytes
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>What the server has written so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts a server and waits until it says that it is ready.</summary>
    /// <param name="folder">Holds its data; given again, the workspace comes back.</param>
    /// <param name="configuration">Content of its configuration file; null for none.</param>
    /// <param name="environment">Variables beside those of this process.</param>
    /// <param name="listen">Where it listens.</param>
    public static async Task<WorkspaceProcess> StartAsync(
        string folder,
        string? configuration = null,
        IReadOnlyDictionary<string, string>? environment = null,
        string listen = "127.0.0.1:0")
    {
        var store = Path.Combine(folder, "store");
        List<string> arguments =
            [ServerProgram.FullPath, "serve", "--listen", listen, "--http", "off", "--data", store];
        if (configuration is not null)
        {
            var file = Path.Combine(folder, "wiresp.json");
            await File.WriteAllTextAsync(file, configuration);
            arguments.AddRange(["--config", file]);
        }

        var start = new ProcessStartInfo("dotnet", arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var server = new WorkspaceProcess(start);
        await server.StartAsync();
        return server;
    }

    /// <summary>Asks the server to end as a service manager does and returns its exit status.</summary>
    public async Task<int> StopAsync()
    {
        Assert.Equal(0, Kill(_process.Id, Terminate));
        using var limit = new CancellationTokenSource(StopTimeMax, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"the server did not end within {StopTimeMax} of SIGTERM\n{Output}");
        }

        return _process.ExitCode;
    }

    /// <summary>Kills the server as by <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until the server has ended by itself.</summary>
    /// <param name="step">What is to happen, for the message when it does not.</param>
    public async Task WaitForExitAsync(string step)
    {
        using var limit = new CancellationTokenSource(StopTimeMax, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{step}: did not happen within {StopTimeMax}\n{Output}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private async Task StartAsync()
    {
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        try
        {
            Address = await _ready.Task.WaitAsync(StartTimeMax, TimeProvider.System);
        }
        catch (Exception exception) when (exception is TimeoutException or InvalidOperationException)
        {
            await DisposeAsync();
            Assert.Fail($"the server did not say '{ReadyPrefix}…' ({exception.Message})\n{Output}");
        }
    }

    // One that kills itself soon may have said before that it is ready: its output counts first.
    private async Task EndAsync()
    {
        await _process.WaitForExitAsync();
        _ready.TrySetException(new InvalidOperationException("the server ended"));
    }

    private void Take(string? line)
    {
        lock (_output)
        {
            _output.Append(CultureInfo.InvariantCulture, $"{line}\n");
        }

        if (line is not null && line.StartsWith(ReadyPrefix, StringComparison.Ordinal))
        {
            _ready.TrySetResult(line[ReadyPrefix.Length..].Split('/')[0]);
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
