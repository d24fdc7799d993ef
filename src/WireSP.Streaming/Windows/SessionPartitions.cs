using WireSP.Bson;

namespace WireSP.Streaming.Windows;

/// <summary>
/// The open sessions by partition, and in no order by place. Partitions without sessions are forgotten once they are
/// the most.
/// </summary>
internal sealed class SessionPartitions
{
    // Below this, forgetting is not worth the work.
    private const int SweepMin = 1024;

    // The object, its place among the open ones, and its entry in the queue of ends.
    private const long SessionBytes = 154;

    private readonly List<Session> _open = [];
    private GroupTable _table = new();
    private Session?[] _first = new Session?[16];
    private int _liveCount;

    /// <summary>The open sessions, in no order.</summary>
    public IReadOnlyList<Session> Open => _open;

    /// <summary>Bytes taken, without the sessions' states.</summary>
    public long StateBytes => _table.StateBytes + (_first.Length * 8L) + (_open.Count * SessionBytes);

    /// <summary>The number of a partition.</summary>
    /// <exception cref="BsonFormatException">The value is malformed.</exception>
    public int NumberOf(in BsonValue partition)
    {
        // A missing value is a partition of its own, and the table needs something to hash.
        var number = _table.FindOrAdd(partition.IsMissing ? BsonValue.Undefined : partition);
        if (number >= _first.Length)
        {
            Array.Resize(ref _first, _first.Length * 2);
        }

        return number;
    }

    /// <summary>The number of the partition of a document that was read with others.</summary>
    public int NumberOf(BsonType type, long payload, byte[] buffer)
    {
        if (type is not (BsonType.Int32 or BsonType.Int64))
        {
            return NumberOf(type == BsonType.String
                ? BsonValue.FromStringUtf8(buffer, (int)(payload >> 32), (int)payload)
                : BsonValue.FromPayload(type, payload));
        }

        var number = _table.FindOrAddInteger(type, payload);
        return number < _first.Length ? number : NumberOf(BsonValue.FromPayload(type, payload));
    }

    /// <summary>The value of a partition; valid until another is added.</summary>
    public BsonValue ValueOf(int number) =>
        _table.KeyOf(number) is { Type: not BsonType.Undefined } value ? value : BsonValue.Missing;

    /// <summary>The first of a partition's sessions; null without any.</summary>
    public Session? FirstOf(int number) => _first[number];

    /// <summary>Adds a session to the partition that it names.</summary>
    public void Add(Session session)
    {
        Link(session);
        session.Place = _open.Count;
        _open.Add(session);
    }

    /// <summary>Takes a session out.</summary>
    public void Remove(Session session)
    {
        Unlink(session);
        var last = _open[^1];
        _open[session.Place] = last;
        last.Place = session.Place;
        _open.RemoveAt(_open.Count - 1);
        session.Place = -1;
    }

    /// <summary>Whether it is time to forget partitions without sessions.</summary>
    public bool IsSweepDue => _table.Count >= SweepMin && _table.Count >= 2 * _liveCount;

    /// <summary>Forgets partitions without sessions; the others get new numbers.</summary>
    public void Sweep()
    {
        var old = _table;
        _table = new GroupTable();
        _first = new Session?[16];
        _liveCount = 0;
        foreach (var session in _open)
        {
            session.Partition = NumberOf(old.KeyOf(session.Partition));
            Link(session);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _open.Clear();
        _table = new GroupTable();
        Array.Clear(_first);
        _liveCount = 0;
    }

    private void Link(Session session)
    {
        ref var first = ref _first[session.Partition];
        _liveCount += first is null ? 1 : 0;
        session.Next = first;
        first = session;
    }

    private void Unlink(Session session)
    {
        ref var first = ref _first[session.Partition];
        if (ReferenceEquals(first, session))
        {
            first = session.Next;
            _liveCount -= first is null ? 1 : 0;
            return;
        }

        var before = first!;
        while (!ReferenceEquals(before.Next, session))
        {
            before = before.Next!;
        }

        before.Next = session.Next;
    }
}
