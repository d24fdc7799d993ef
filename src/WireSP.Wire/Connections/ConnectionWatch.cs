using System.Collections.Concurrent;

namespace WireSP.Wire.Connections;

/// <summary>Looks at the deadlines of all connections once a second, so that no connection needs a timer.</summary>
internal sealed class ConnectionWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<ConnectionDeadline, byte> _deadlines = new();
    private readonly TimeProvider _clock;
    private readonly ITimer _timer;

    public ConnectionWatch(TimeProvider clock)
    {
        _clock = clock;
        _timer = clock.CreateTimer(state => ((ConnectionWatch)state!).Look(), this, Interval, Interval);
    }

    /// <summary>Watches a deadline until the result is disposed.</summary>
    public IDisposable Add(ConnectionDeadline deadline)
    {
        _ = _deadlines.TryAdd(deadline, 0);
        return new Watched(this, deadline);
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var now = _clock.GetTimestamp();
        foreach (var (deadline, _) in _deadlines)
        {
            deadline.Check(now);
        }
    }

    private sealed class Watched(ConnectionWatch watch, ConnectionDeadline deadline) : IDisposable
    {
        public void Dispose() => watch._deadlines.TryRemove(deadline, out _);
    }
}
