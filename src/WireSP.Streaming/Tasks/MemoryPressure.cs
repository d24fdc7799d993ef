namespace WireSP.Streaming.Tasks;

/// <summary>
/// Counts what one task gave back because its memory was short, and says so now and then: a processor that lives near
/// its budget makes the same memory again and again, and is slower for it. Counts may be read from any thread.
/// </summary>
internal sealed class MemoryPressure(TaskOptions options)
{
    // Memory may be short after every batch: often enough for who looks for a cause, too seldom to fill a log.
    private static readonly TimeSpan WarnInterval = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _clock = options.Context.Clock;
    private long _count;
    private long _bytes;
    private long? _warned;

    /// <summary>How often something was given back.</summary>
    public long Count => Interlocked.Read(ref _count);

    /// <summary>Bytes given back, all times together.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Notes that something was given back.</summary>
    /// <param name="bytes">How much; nothing is noted when that is none.</param>
    public void Note(long bytes)
    {
        if (bytes <= 0)
        {
            return;
        }

        _ = Interlocked.Increment(ref _count);
        _ = Interlocked.Add(ref _bytes, bytes);
        if (_warned is not { } warned || _clock.GetElapsedTime(warned) >= WarnInterval)
        {
            _warned = _clock.GetTimestamp();
            options.Warn?.Invoke(
                $"memory is short: {Bytes} bytes that were kept to save work were given back since the start, the number "
                    + $"of times is {Count}. Use a larger tier, shorter windows, fewer groups or a smaller cache");
        }
    }
}
