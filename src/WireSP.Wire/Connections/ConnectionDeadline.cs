using Microsoft.AspNetCore.Connections;

namespace WireSP.Wire.Connections;

/// <summary>
/// The moment until which the client of one connection must have done what the server waits for. Set and cleared by the
/// connection, looked at by <see cref="ConnectionWatch"/>; costs no timer of its own.
/// </summary>
internal sealed class ConnectionDeadline(TimeProvider clock, ConnectionContext transport)
{
    private const long NoDeadline = long.MaxValue;

    private long _timestamp = NoDeadline;
    private string _awaited = "";

    /// <summary>Sets the deadline.</summary>
    /// <param name="after">How long from now.</param>
    /// <param name="awaited">What the client must do, for the log.</param>
    public void Set(TimeSpan after, string awaited)
    {
        _awaited = awaited;
        Volatile.Write(ref _timestamp, clock.GetTimestamp() + (long)(after.TotalSeconds * clock.TimestampFrequency));
    }

    /// <summary>Takes the deadline away.</summary>
    public void Clear() => Volatile.Write(ref _timestamp, NoDeadline);

    /// <summary>Closes the connection when its time is over.</summary>
    public void Check(long now)
    {
        if (now > Volatile.Read(ref _timestamp))
        {
            Clear();
            transport.Abort(new ConnectionAbortedException($"deadline passed: {_awaited}"));
        }
    }
}
