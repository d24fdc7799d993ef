using System.Diagnostics;
using Xunit;

namespace WireSP.TestKit.Clients;

/// <summary>
/// Runs a real program to its end; kills it, and fails saying how far it came, when it takes too long.
/// </summary>
public static class ClientProgram
{
    private static readonly TimeSpan TimeMax = TimeSpan.FromMinutes(2);

    /// <summary>Runs a program.</summary>
    /// <param name="program">A name in the path, or a path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables set beside those of this process.</param>
    public static async Task<ProgramResult> RunAsync(
        string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeMax, TimeProvider.System);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end within {TimeMax}\n{await output}\n{await error}");
        }

        return new ProgramResult(process.ExitCode, await output, await error);
    }
}
