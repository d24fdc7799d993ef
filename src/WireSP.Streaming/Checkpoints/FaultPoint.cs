using System.Diagnostics;

namespace WireSP.Streaming.Checkpoints;

/// <summary>
/// Named moments at which a test lets the process die as by <c>kill -9</c>: <c>WIRESP_KILL_AT=name</c>, or
/// <c>name:3</c> for the third time. Costs a comparison with null when the variable is not set.
/// </summary>
public static class FaultPoint
{
    /// <summary>The environment variable.</summary>
    public const string EnvironmentVariable = "WIRESP_KILL_AT";

    private static readonly string? Name = Environment.GetEnvironmentVariable(EnvironmentVariable)?.Split(':')[0];

    private static int _left = ReadCount();

    /// <summary>Says that a moment has come.</summary>
    public static void Reach(string name)
    {
        if (Name is null || Name != name || Interlocked.Decrement(ref _left) != 0)
        {
            return;
        }

        using var process = Process.GetCurrentProcess();
        process.Kill();

        // The signal takes a moment to arrive; nothing may happen in it.
        Thread.CurrentThread.Join();
    }

    private static int ReadCount()
    {
        var text = Environment.GetEnvironmentVariable(EnvironmentVariable)?.Split(':');
        return text is [_, var count]
            ? int.Parse(count, System.Globalization.CultureInfo.InvariantCulture)
            : 1;
    }
}
