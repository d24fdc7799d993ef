using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace WireSP.Server.Sampling;

/// <summary>
/// The sample cursors of one workspace by id. A cursor is found only by its owner and under the processor it belongs
/// to; any other question is answered as if there were none.
/// </summary>
internal sealed class SampleCursorTable
{
    private readonly ConcurrentDictionary<long, Entry> _entries = new();

    /// <summary>Cursors at the moment.</summary>
    public int Count => _entries.Count;

    /// <summary>A new id that cannot be guessed.</summary>
    public static long NewId()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        long id;
        do
        {
            RandomNumberGenerator.Fill(bytes);
            id = BinaryPrimitives.ReadInt64LittleEndian(bytes) & long.MaxValue;
        }
        while (id == 0);

        return id;
    }

    /// <summary>Adds a cursor.</summary>
    /// <returns>False when there are too many.</returns>
    public bool TryAdd(SampleCursor cursor, string processorId, SampleTap tap) =>
        _entries.Count < SampleLimits.CursorsMax && _entries.TryAdd(cursor.Id, new Entry(cursor, processorId, tap));

    /// <summary>The cursor of that id, processor and owner; null when there is none.</summary>
    public SampleCursor? Find(long id, string processorId, SampleOwner owner) =>
        _entries.TryGetValue(id, out var entry)
        && string.Equals(entry.ProcessorId, processorId, StringComparison.Ordinal) && entry.Cursor.Owner == owner
            ? entry.Cursor
            : null;

    /// <summary>Forgets a cursor.</summary>
    public void Remove(long id)
    {
        if (_entries.TryRemove(id, out var entry))
        {
            entry.Tap.Remove(entry.Cursor);
            entry.Cursor.Complete(failure: null);
        }
    }

    /// <summary>Forgets the cursors that nobody reads any more.</summary>
    public void RemoveIdle()
    {
        foreach (var (id, entry) in _entries)
        {
            if (entry.Cursor.IdleFor > SampleLimits.IdleMax)
            {
                Remove(id);
            }
        }
    }

    /// <summary>Forgets all cursors of a processor.</summary>
    public void RemoveAllOf(string processorId)
    {
        foreach (var (id, entry) in _entries)
        {
            if (string.Equals(entry.ProcessorId, processorId, StringComparison.Ordinal))
            {
                Remove(id);
            }
        }
    }

    private sealed record Entry(SampleCursor Cursor, string ProcessorId, SampleTap Tap);
}
