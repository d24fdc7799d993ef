using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>
/// From where the source has to be read again so that nothing in open windows is lost: the position before the batch
/// that opened the oldest of them. One entry a batch that opened any, so that neither opening nor asking costs more
/// with more windows.
/// </summary>
internal sealed class HeldPositions
{
    private readonly Queue<Entry> _entries = [];
    private Entry? _latest;
    private BsonDocument? _position;

    /// <summary>Batches that opened windows, back to the oldest of which one is open.</summary>
    public int Count => _entries.Count;

    /// <summary>
    /// Says where the source stands before the documents that follow; null when it has no position yet.
    /// </summary>
    public void Begin(BsonDocument? position)
    {
        _position = position;
        _latest = null;
    }

    /// <summary>Notes that a window was opened.</summary>
    public Entry Open()
    {
        if (_latest is null)
        {
            _entries.Enqueue(_latest = new Entry(_position));
        }

        _latest.OpenCount++;
        return _latest;
    }

    /// <summary>Notes that a window was closed.</summary>
    public void Close(Entry entry)
    {
        entry.OpenCount--;
        while (_entries.TryPeek(out var oldest) && oldest.OpenCount == 0)
        {
            _ = _entries.Dequeue();
            _latest = ReferenceEquals(oldest, _latest) ? null : _latest;
        }
    }

    /// <summary>Forgets all windows.</summary>
    public void Clear()
    {
        _entries.Clear();
        _latest = null;
    }

    /// <summary>The position to read from again.</summary>
    /// <param name="after">Where the source stands now; answered when no window is open.</param>
    public BsonDocument? Oldest(BsonDocument? after) => _entries.TryPeek(out var oldest) ? oldest.Position : after;

    /// <summary>The windows that the documents of one batch opened.</summary>
    internal sealed class Entry(BsonDocument? position)
    {
        /// <summary>Where the source stood before them.</summary>
        public BsonDocument? Position { get; } = position;

        /// <summary>How many of them are still open.</summary>
        public int OpenCount { get; set; }
    }
}
