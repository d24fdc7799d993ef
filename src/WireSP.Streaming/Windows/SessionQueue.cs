using System.Runtime.CompilerServices;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Sessions by the end that each had when it was put in, or told last, which is no later than its end now. Those of one
/// end are in the order in which they were opened.
/// </summary>
internal sealed class SessionQueue
{
    private const int LengthMin = 16;

    // A heap: no entry comes before the one at (its place - 1) / 2.
    private Entry[] _entries = new Entry[LengthMin];

    /// <summary>Sessions in the queue.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that the queue takes.</summary>
    public long Bytes => (long)_entries.Length * Unsafe.SizeOf<Entry>();

    /// <summary>The end that comes first; the greatest of all times without any.</summary>
    public long LeastEndMs => Count == 0 ? long.MaxValue : _entries[0].EndMs;

    /// <summary>The session whose end comes first.</summary>
    public Session First => _entries[0].Session;

    /// <summary>Adds a session.</summary>
    public void Add(Session session, long endMs)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        var added = new Entry(session, endMs);
        var at = Count++;
        while (at > 0 && added.ComesBefore(_entries[(at - 1) / 2]))
        {
            _entries[at] = _entries[(at - 1) / 2];
            at = (at - 1) / 2;
        }

        _entries[at] = added;
    }

    /// <summary>Tells a later end of the first session.</summary>
    public void PutOff(long endMs) => Sink(new Entry(First, endMs));

    /// <summary>Takes the first session out.</summary>
    public Session Take()
    {
        var taken = First;
        var last = _entries[--Count];
        _entries[Count] = default;
        if (Count > 0)
        {
            Sink(last);
        }

        // A burst of sessions must not hold its memory for ever.
        if (_entries.Length > LengthMin && Count <= _entries.Length / 4)
        {
            Array.Resize(ref _entries, _entries.Length / 2);
        }

        return taken;
    }

    /// <summary>Takes all sessions out.</summary>
    public void Clear()
    {
        _entries = new Entry[LengthMin];
        Count = 0;
    }

    // Puts an entry in the place of the first one, and then where it belongs.
    private void Sink(in Entry entry)
    {
        var at = 0;
        while (true)
        {
            var child = (2 * at) + 1;
            if (child + 1 < Count && _entries[child + 1].ComesBefore(_entries[child]))
            {
                child++;
            }

            if (child >= Count || !_entries[child].ComesBefore(entry))
            {
                break;
            }

            _entries[at] = _entries[child];
            at = child;
        }

        _entries[at] = entry;
    }

    private readonly record struct Entry(Session Session, long EndMs)
    {
        public bool ComesBefore(in Entry other) =>
            EndMs < other.EndMs || (EndMs == other.EndMs && Session.Number < other.Session.Number);
    }
}
