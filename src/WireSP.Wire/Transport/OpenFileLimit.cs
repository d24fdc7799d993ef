using System.Globalization;

namespace WireSP.Wire.Transport;

/// <summary>
/// How many sockets the system lets this process have. A process without a file descriptor left cannot even load its
/// own code, so some are kept back.
/// </summary>
internal static class OpenFileLimit
{
    private const int KeptBack = 512;
    private const int SocketsMin = 64;

    /// <summary>Sockets that may be open at one time.</summary>
    public static int SocketsMax { get; } = Read();

    /// <summary>Sockets that may be open under the limit of a process, by the lines in which Linux tells it.</summary>
    public static int SocketsMaxOf(IEnumerable<string> limits)
    {
        foreach (var line in limits)
        {
            // Max open files            1024                 1048576              files
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (line.StartsWith("Max open files", StringComparison.Ordinal)
                && int.TryParse(fields[3], NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
            {
                return Math.Max(SocketsMin, limit - KeptBack);
            }
        }

        return int.MaxValue;
    }

    private static int Read()
    {
        try
        {
            return OperatingSystem.IsLinux() ? SocketsMaxOf(File.ReadLines("/proc/self/limits")) : int.MaxValue;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return int.MaxValue;
        }
    }
}
