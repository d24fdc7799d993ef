using System.Numerics;
using WireSP.Bson;
using WireSP.Expressions.Runs;

namespace WireSP.Streaming.Windows;

/// <summary>
/// The open sessions by partition. Partitions without sessions are forgotten once they are the most.
/// </summary>
internal sealed class SessionPartitions
{
    // Below this, forgetting is not worth the work.
    private const int SweepMin = 1024;

    private readonly RecentIntegers _recent = new();
    private GroupTable _table = new();
    private Session?[] _first = new Session?[16];
    private int _liveCount;

    /// <summary>The sessions that are open.</summary>
    public int OpenCount { get; private set; }

    /// <summary>Bytes taken, without the sessions' states.</summary>
    public long StateBytes => _table.StateBytes + (_first.Length * 8L) + ((long)OpenCount * Session.Bytes);

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

    /// <summary>
    /// The numbers of the partitions of documents that were read with others, as long as none is forgotten.
    /// </summary>
    /// <param name="values">Their values.</param>
    /// <param name="first">Row of the first document.</param>
    /// <param name="buffer">Where texts are.</param>
    /// <param name="numbers">Receives the numbers, of as many documents as it has room for.</param>
    public void NumbersOf(RunColumn values, int first, byte[] buffer, Span<int> numbers)
    {
        if (values.Type is { } type and (BsonType.Int32 or BsonType.Int64))
        {
            _recent.FindOrAdd(_table, type, values.Payloads.Slice(first, numbers.Length), numbers);
            if (_first.Length < _table.Count)
            {
                Array.Resize(ref _first, (int)BitOperations.RoundUpToPowerOf2((uint)_table.Count));
            }

            return;
        }

        for (var i = 0; i < numbers.Length; i++)
        {
            var row = first + i;
            numbers[i] = NumberOf(values.Type ?? values.Types[row], values.Payloads[row], buffer);
        }
    }

    /// <summary>The value of a partition; valid until another is added.</summary>
    public BsonValue ValueOf(int number) =>
        _table.KeyOf(number) is { Type: not BsonType.Undefined } value ? value : BsonValue.Missing;

    /// <summary>The first of a partition's sessions; null without any.</summary>
    public Session? FirstOf(int number) => _first[number];

    /// <summary>Has the processor fetch the first sessions of partitions.</summary>
    public void Fetch(ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
        {
            _first[number]?.Fetch();
        }
    }

    /// <summary>Goes through the open sessions, in no order, as long as none comes or goes.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>The open sessions, in no order.</summary>
    public Session[] ToArray()
    {
        var sessions = new Session[OpenCount];
        var count = 0;
        foreach (var session in this)
        {
            sessions[count++] = session;
        }

        return sessions;
    }

    /// <summary>Adds a session to the partition that it names.</summary>
    public void Add(Session session)
    {
        Link(session);
        OpenCount++;
    }

    /// <summary>Takes a session out.</summary>
    public void Remove(Session session)
    {
        Unlink(session);
        OpenCount--;
        session.Partition = -1;
    }

    /// <summary>Whether it is time to forget partitions without sessions.</summary>
    public bool IsSweepDue => _table.Count >= SweepMin && _table.Count >= 2 * _liveCount;

    /// <summary>Forgets partitions without sessions; the others get new numbers.</summary>
    public void Sweep()
    {
        var sessions = ToArray();
        var old = _table;
        _recent.Forget(old);
        _table = new GroupTable();
        _first = new Session?[16];
        _liveCount = 0;
        foreach (var session in sessions)
        {
            session.Partition = NumberOf(old.KeyOf(session.Partition));
            Link(session);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        OpenCount = 0;
        _recent.Forget(_table);
        _table = new GroupTable();
        Array.Clear(_first);
        _liveCount = 0;
    }

    private int NumberOf(BsonType type, long payload, byte[] buffer)
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

    /// <summary>Goes through the open sessions.</summary>
    internal struct Enumerator(SessionPartitions partitions)
    {
        private int _partition = -1;

        /// <summary>The session at hand.</summary>
        public Session Current { readonly get; private set; } = null!;

        /// <summary>Goes on to the next session.</summary>
        public bool MoveNext()
        {
            var next = Current?.Next;
            while (next is null && ++_partition < partitions._table.Count)
            {
                next = partitions._first[_partition];
            }

            Current = next!;
            return next is not null;
        }
    }
}
