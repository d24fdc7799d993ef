namespace WireSP.TestKit.Kills;

/// <summary>
/// Runs out when nothing has moved for a minute. After many kills on a busy machine there is much to catch up with, and
/// as long as some of it is, nothing is wrong.
/// </summary>
internal sealed class ProgressPatience
{
    private static readonly TimeSpan StandstillMax = TimeSpan.FromSeconds(60);

    private long _progress;
    private long _movedAt = TimeProvider.System.GetTimestamp();

    /// <summary>Whether it has run out, told how far the work is now.</summary>
    public bool HasRunOut(long progress)
    {
        if (progress != _progress)
        {
            _progress = progress;
            _movedAt = TimeProvider.System.GetTimestamp();
        }

        return TimeProvider.System.GetElapsedTime(_movedAt) > StandstillMax;
    }
}
