using WireSP.Connectors.Local.Queries;
using WireSP.Server.Sampling;

namespace WireSP.Server.Collections;

/// <summary>
/// A cursor that a client may read on from: whose it is, under which name, and since when nobody has.
/// </summary>
/// <param name="Id">What the client calls it.</param>
/// <param name="Cursor">What it reads.</param>
/// <param name="Name">The full name of its collection, which the client repeats.</param>
/// <param name="Owner">The user whose it is.</param>
#pragma warning disable CA1001 // The source of the token has no timer and no handle, so there is nothing to dispose.
internal sealed record OpenCursor(long Id, LocalCursor Cursor, string Name, SampleOwner Owner)
#pragma warning restore CA1001
{
    private readonly CancellationTokenSource _killed = new();
    private int _isBusy;

    /// <summary>When it was read last.</summary>
    public DateTimeOffset LastUsed { get; set; }

    /// <summary>Ends when somebody kills the cursor.</summary>
    public CancellationToken Killed => _killed.Token;

    /// <summary>Whether somebody reads it now.</summary>
    public bool IsBusy => Volatile.Read(ref _isBusy) != 0;

    /// <summary>Begins to read it.</summary>
    /// <returns>False when somebody else does.</returns>
    public bool TryBegin() => Interlocked.Exchange(ref _isBusy, 1) == 0;

    /// <summary>Ends reading it.</summary>
    public void End() => Volatile.Write(ref _isBusy, 0);

    /// <summary>Wakes whoever reads it, with an error.</summary>
    public void Kill() => _killed.Cancel();
}
