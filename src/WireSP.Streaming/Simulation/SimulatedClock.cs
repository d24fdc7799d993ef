using WireSP.Bson;

namespace WireSP.Streaming.Simulation;

/// <summary>
/// A clock that stands where the simulation put it. Makes no timers of its own: a simulation asks the operators when
/// something is due.
/// </summary>
internal sealed class SimulatedClock(DateTimeOffset start) : SeededClock(Seed)
{
    // Any constant gives every run the same ids.
    private const int Seed = 1;

    private DateTimeOffset _now = start;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Milliseconds since 1970-01-01 UTC.</summary>
    public long NowMs => _now.ToUnixTimeMilliseconds();

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _now;

    /// <inheritdoc/>
    public override long GetTimestamp() => _now.UtcTicks;

    /// <summary>Moves the clock forward; it never goes back.</summary>
    public void MoveTo(long timeMs)
    {
        if (timeMs > NowMs)
        {
            _now = DateTimeOffset.FromUnixTimeMilliseconds(timeMs);
        }
    }
}
