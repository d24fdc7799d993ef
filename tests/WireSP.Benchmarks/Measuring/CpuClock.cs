using System.Runtime.InteropServices;

namespace WireSP.Benchmarks.Measuring;

/// <summary>
/// Processor time, which unlike wall time does not count what other programs take. The process' own clock covers engine
/// runs, whose loops run on several threads.
/// </summary>
internal static partial class CpuClock
{
    private const int ProcessCpuTime = 2;

    /// <summary>Nanoseconds of processor time that this process has used.</summary>
    public static long ProcessNanoseconds
    {
        get
        {
            _ = GetTime(ProcessCpuTime, out var time);
            return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }
    }

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Timespec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
