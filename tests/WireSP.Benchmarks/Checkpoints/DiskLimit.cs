using System.Diagnostics;

namespace WireSP.Benchmarks.Checkpoints;

/// <summary>What the disk and the memory allow: the bounds that checkpoints are held against.</summary>
internal sealed class DiskLimit(string folder)
{
    private readonly string _file = Path.Combine(folder, "limit");
    private readonly Random _random = new(1);

    /// <summary>Writes and syncs a file of so many bytes.</summary>
    public TimeSpan Write(long length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        File.Delete(_file);
        var began = Stopwatch.GetTimestamp();
        using (var stream = new FileStream(
            _file, FileMode.CreateNew, FileAccess.Write, FileShare.None, 0, FileOptions.WriteThrough))
        {
            // One call, so that the system syncs all of it at once.
            stream.Write(bytes);
        }

        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Reads the file again, from its beginning to its end.</summary>
    public TimeSpan Read()
    {
        var buffer = new byte[1 << 20];
        var began = Stopwatch.GetTimestamp();
        using var stream = new FileStream(_file, FileMode.Open, FileAccess.Read, FileShare.Read, 0);
        while (stream.Read(buffer) > 0)
        {
        }

        return Stopwatch.GetElapsedTime(began);
    }

    /// <summary>Copies so many bytes into an array that is already there.</summary>
    public static TimeSpan Copy(long length)
    {
        var from = new byte[length];
        var to = new byte[length];
        from.CopyTo(to, 0);
        var began = Stopwatch.GetTimestamp();
        from.CopyTo(to, 0);
        return Stopwatch.GetElapsedTime(began);
    }
}
