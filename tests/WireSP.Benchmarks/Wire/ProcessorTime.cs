using System.Globalization;

namespace WireSP.Benchmarks.Wire;

/// <summary>The processor time of another process by the scheduler's count; clock ticks are too coarse here.</summary>
internal static class ProcessorTime
{
    /// <summary>Seconds that the threads of a process have run; a thread that has ended is no longer counted.</summary>
    public static double Seconds(int processId)
    {
        var nanoseconds = 0L;
        foreach (var task in Directory.EnumerateDirectories($"/proc/{processId}/task"))
        {
            try
            {
                var fields = File.ReadAllText(Path.Combine(task, "schedstat")).Split(' ');
                nanoseconds += long.Parse(fields[0], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // The thread ended while its folder was read.
            }
        }

        return nanoseconds / 1e9;
    }
}
