using System.Collections.Concurrent;
using System.Globalization;
using WireSP.Connectors.Local.Queries;
using WireSP.Server.Sampling;
using WireSP.Wire.Commands;

namespace WireSP.Server.Collections;

/// <summary>
/// The cursors on local collections that clients have open. One is found only by its owner and under its collection's
/// name; any connection of that user may read on, because drivers use a pool of them.
/// </summary>
internal sealed class OpenCursors(TimeProvider clock)
{
    /// <summary>How long a cursor lives that nobody reads, as the server's own.</summary>
    public static readonly TimeSpan IdleMax = TimeSpan.FromMinutes(10);

    private const int CursorsMax = 10_000;

    // Looking at all of them for each read would cost more than the read.
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<long, OpenCursor> _cursors = new();

    private long _nextSweepTicks;

    /// <summary>Cursors at the moment.</summary>
    public int Count => _cursors.Count;

    /// <summary>Keeps a cursor.</summary>
    /// <exception cref="MongoCommandException">There are too many.</exception>
    public OpenCursor Add(LocalCursor cursor, string name, ClientContext client)
    {
        RemoveIdle();
        if (_cursors.Count >= CursorsMax)
        {
            throw CommandErrors.Overloaded($"there are {CursorsMax} open cursors; read them to their end or kill them");
        }

        var open = new OpenCursor(SampleCursorTable.NewId(), cursor, name, SampleOwner.Of(client))
        {
            LastUsed = clock.GetUtcNow(),
        };
        _cursors[open.Id] = open;
        return open;
    }

    /// <summary>Takes a cursor to read on; <see cref="Return"/> follows.</summary>
    /// <exception cref="MongoCommandException">There is none of that owner and name, or it is being read.</exception>
    public OpenCursor Take(long id, string name, ClientContext client)
    {
        RemoveIdle();
        if (!_cursors.TryGetValue(id, out var open) || open.Owner != SampleOwner.Of(client))
        {
            throw new MongoCommandException(
                ErrorCode.CursorNotFound, string.Create(CultureInfo.InvariantCulture, $"cursor id {id} not found"));
        }

        if (!string.Equals(open.Name, name, StringComparison.Ordinal))
        {
            throw new MongoCommandException(
                ErrorCode.Unauthorized,
                $"Requested getMore on namespace '{name}', but cursor belongs to a different namespace {open.Name}");
        }

        if (!open.TryBegin())
        {
            throw new MongoCommandException(
                (ErrorCode)143,
                string.Create(CultureInfo.InvariantCulture, $"cursor id {id} is already in use"));
        }

        open.LastUsed = clock.GetUtcNow();
        return open;
    }

    /// <summary>Gives a cursor back after a read.</summary>
    public void Return(OpenCursor open)
    {
        open.LastUsed = clock.GetUtcNow();
        open.End();
    }

    /// <summary>Forgets a cursor and wakes whoever reads it.</summary>
    /// <returns>False when there is none of that owner.</returns>
    public bool Remove(long id, ClientContext client) =>
        _cursors.TryGetValue(id, out var open) && open.Owner == SampleOwner.Of(client) && Remove(open);

    /// <summary>Forgets a cursor and wakes whoever reads it.</summary>
    public bool Remove(OpenCursor open)
    {
        var isRemoved = _cursors.TryRemove(open.Id, out _);
        open.Kill();
        return isRemoved;
    }

    private void RemoveIdle()
    {
        var now = clock.GetUtcNow();
        if (now.UtcTicks < Interlocked.Read(ref _nextSweepTicks))
        {
            return;
        }

        Interlocked.Exchange(ref _nextSweepTicks, (now + SweepInterval).UtcTicks);
        var limit = now - IdleMax;
        foreach (var (_, open) in _cursors)
        {
            if (open.LastUsed < limit && !open.IsBusy)
            {
                _ = Remove(open);
            }
        }
    }
}
