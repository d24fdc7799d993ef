using WireSP.Bson;
using WireSP.Streaming.Tasks;

namespace WireSP.Server.Sampling;

/// <summary>
/// Hands a processor's output to the cursors that sample it. Cursors come and go from other threads: the set is
/// replaced whole, so that the task reads it without a lock.
/// </summary>
/// <param name="waitsForReaders">
/// Whether the task waits for its readers instead of dropping: right where the reader is the only sink, as in
/// <c>sp.process()</c>.
/// </param>
internal sealed class SampleTap(bool waitsForReaders) : ISampleTap
{
    private readonly Lock _lock = new();
    private SampleCursor[] _cursors = [];
    private bool _isEnded;
    private string? _failure;

    /// <inheritdoc/>
    public bool IsWanted
    {
        get
        {
            foreach (var cursor in Volatile.Read(ref _cursors))
            {
                if (waitsForReaders || cursor.HasRoom)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether anybody samples.</summary>
    public bool HasCursors => Volatile.Read(ref _cursors).Length > 0;

    /// <inheritdoc/>
    public void Offer(BsonDocument document)
    {
        foreach (var cursor in Volatile.Read(ref _cursors))
        {
            cursor.Offer(document, waitsForReaders);
        }
    }

    /// <summary>Waits until every reader has room, where the task waits for its readers.</summary>
    public async ValueTask WaitForRoomAsync(CancellationToken cancellationToken)
    {
        if (!waitsForReaders)
        {
            return;
        }

        foreach (var cursor in Volatile.Read(ref _cursors))
        {
            await cursor.WaitForRoomAsync(cancellationToken);
        }
    }

    /// <summary>Lets a cursor receive what comes from now on; one that comes too late ends at once.</summary>
    public void Add(SampleCursor cursor)
    {
        lock (_lock)
        {
            if (_isEnded)
            {
                cursor.Complete(_failure);
                return;
            }

            Volatile.Write(ref _cursors, [.. _cursors, cursor]);
        }
    }

    /// <summary>Stops feeding a cursor.</summary>
    public void Remove(SampleCursor cursor)
    {
        lock (_lock)
        {
            Volatile.Write(ref _cursors, Array.FindAll(_cursors, other => other != cursor));
        }
    }

    /// <summary>Ends all cursors; those added later end at once, until <see cref="Reopen"/>.</summary>
    public void End(string? failure)
    {
        lock (_lock)
        {
            _isEnded = true;
            _failure = failure;
            foreach (var cursor in _cursors)
            {
                cursor.Complete(failure);
            }

            Volatile.Write(ref _cursors, []);
        }
    }

    /// <summary>Takes cursors again: the processor was started again.</summary>
    public void Reopen()
    {
        lock (_lock)
        {
            _isEnded = false;
            _failure = null;
        }
    }
}
