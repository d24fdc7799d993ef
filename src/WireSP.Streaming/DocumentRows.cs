using System.Collections;
using System.Runtime.CompilerServices;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Transforms;

namespace WireSP.Streaming;

/// <summary>
/// Documents of a batch in order. A row is 32 bytes without references, so that filling it costs the collector nothing;
/// buffers and origin tables, which are few, are kept apart. Filled by one thread; reused with its batch.
/// </summary>
public sealed class DocumentRows : IReadOnlyList<StreamDocument>
{
    private const int RowsMin = 16;
    private References<byte[]> _buffers = new();
    private References<OriginTable> _origins = new();
    private Row[] _rows = [];

    // Of which rows documents were made last, and what number their origin table has here.
    private DocumentRows? _madeFrom;
    private int _madeFromTable;
    private int _madeTable;

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <summary>Bytes of all documents.</summary>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public StreamDocument this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
            ref readonly var row = ref _rows[index];
            var body = BsonDocument.FromTrusted(_buffers[row.Buffer]!, row.Offset, row.Length);
            return new StreamDocument(body, row.EventTimeMs, _origins[row.Table], row.Origin);
        }
    }

    /// <summary>Appends a document; its bytes stay where they are.</summary>
    public void Add(in StreamDocument document) =>
        Add(document.Body, document.EventTimeMs, document.Origins, document.OriginNumber);

    /// <summary>Appends a document; its bytes stay where they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(BsonDocument body, long eventTimeMs, OriginTable? origins, int origin)
    {
        var rows = Count < _rows.Length ? _rows : Grow();
        ref var row = ref rows[Count++];
        row.Offset = body.Offset;
        row.Length = body.Length;
        row.Buffer = _buffers.NumberOf(body.Buffer);
        row.Table = _origins.NumberOf(origins);
        row.Origin = origin;
        row.EventTimeMs = eventTimeMs;
        Bytes += body.Length;
    }

    /// <summary>Appends a document of other rows as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddFrom(DocumentRows others, int index)
    {
        ref readonly var row = ref others._rows[index];
        AddMade(others, index, others._buffers[row.Buffer]!, row.Offset, row.Length);
    }

    /// <summary>Appends what was made of a document of other rows: another body, everything else as it was.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddMade(DocumentRows others, int index, byte[] buffer, int offset, int length)
    {
        ref readonly var from = ref others._rows[index];
        var rows = Count < _rows.Length ? _rows : Grow();
        ref var row = ref rows[Count++];
        row.Offset = offset;
        row.Length = length;
        row.Buffer = _buffers.NumberOf(buffer);
        row.Table = NumberOfTable(others, from.Table);
        row.Origin = from.Origin;
        row.EventTimeMs = from.EventTimeMs;
        Bytes += length;
    }

    /// <summary>Appends what was made of neighbours among other rows.</summary>
    /// <param name="others">The other rows.</param>
    /// <param name="index">The first of the neighbours.</param>
    /// <param name="buffer">The buffer that the new bodies are in.</param>
    /// <param name="bodies">Where in it they are.</param>
    internal void AddMade(DocumentRows others, int index, byte[] buffer, ReadOnlySpan<DocumentSlice> bodies)
    {
        if (_rows.Length - Count < bodies.Length)
        {
            Array.Resize(ref _rows, (Count + bodies.Length) * 2);
        }

        var number = _buffers.NumberOf(buffer);
        var from = others._rows.AsSpan(index, bodies.Length);
        var to = _rows.AsSpan(Count, bodies.Length);
        long bytes = 0;
        for (var i = 0; i < bodies.Length; i++)
        {
            var row = from[i];
            (row.Offset, row.Length) = bodies[i];
            row.Buffer = number;
            row.Table = NumberOfTable(others, row.Table);
            to[i] = row;
            bytes += row.Length;
        }

        Count += bodies.Length;
        Bytes += bytes;
    }

    /// <summary>Turns a context to a document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Begin(int index, EvaluationContext context)
    {
        ref readonly var row = ref _rows[index];
        context.Begin(_buffers[row.Buffer]!, row.Offset, row.Length);
    }

    /// <summary>Tells where documents from an index on are, as long as they share a buffer.</summary>
    /// <returns>How many there are, at most as many as asked for.</returns>
    internal int ReadSlices(int index, Span<DocumentSlice> slices, out byte[] buffer)
    {
        var rows = _rows.AsSpan(index, Math.Min(slices.Length, Count - index));
        buffer = rows.Length == 0 ? [] : _buffers[rows[0].Buffer]!;
        for (var i = 0; i < rows.Length; i++)
        {
            if (rows[i].Buffer != rows[0].Buffer)
            {
                return i;
            }

            slices[i] = new DocumentSlice(rows[i].Offset, rows[i].Length);
        }

        return rows.Length;
    }

    /// <summary>As <see cref="ReadSlices"/>, as long as they also come from one partition.</summary>
    internal int ReadSlicesOfPartition(int index, Span<DocumentSlice> slices, out byte[] buffer)
    {
        var rows = _rows.AsSpan(index, Math.Min(slices.Length, Count - index));
        buffer = rows.Length == 0 ? [] : _buffers[rows[0].Buffer]!;
        for (var i = 0; i < rows.Length; i++)
        {
            ref readonly var row = ref rows[i];
            if (row.Buffer != rows[0].Buffer
                || ((row.Origin != rows[0].Origin || row.Table != rows[0].Table)
                    && PartitionOf(index + i) != PartitionOf(index)))
            {
                return i;
            }

            slices[i] = new DocumentSlice(row.Offset, row.Length);
        }

        return rows.Length;
    }

    /// <summary>Tells the event times of documents from an index on.</summary>
    internal void ReadEventTimes(int index, Span<long> timesMs)
    {
        for (var i = 0; i < timesMs.Length; i++)
        {
            timesMs[i] = _rows[index + i].EventTimeMs;
        }
    }

    /// <summary>
    /// Has the processor fetch a document that is looked at soon; does nothing when there is none of that index.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(int index)
    {
        if (index < Count)
        {
            ref readonly var row = ref _rows[index];
            Bson.Prefetch.Document(_buffers[row.Buffer]!, row.Offset, row.Length);
        }
    }

    /// <summary>A document's event time, milliseconds since 1970-01-01 UTC.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long EventTimeOf(int index) => _rows[index].EventTimeMs;

    /// <summary>Bytes of a document.</summary>
    internal int LengthOf(int index) => _rows[index].Length;

    /// <summary>The source partition that a document came from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int PartitionOf(int index)
    {
        ref readonly var row = ref _rows[index];
        return _origins[row.Table] is { } origins ? origins[row.Origin].Partition : 0;
    }

    /// <summary>Gives a document another event time.</summary>
    internal void SetEventTime(int index, long eventTimeMs) => _rows[index].EventTimeMs = eventTimeMs;

    /// <summary>Appends all documents of other rows.</summary>
    public void AddRange(DocumentRows others)
    {
        ArgumentNullException.ThrowIfNull(others);
        if (Count == 0)
        {
            CopyFrom(others);
            return;
        }

        for (var i = 0; i < others.Count; i++)
        {
            AddFrom(others, i);
        }
    }

    /// <summary>Forgets the documents and keeps the memory, unless there is more of it than so many rows.</summary>
    public void Clear(int keptRowsMax = int.MaxValue)
    {
        Count = 0;
        Bytes = 0;
        _buffers.Clear();
        _origins.Clear();
        _madeFrom = null;
        if (_rows.Length > keptRowsMax)
        {
            _rows = [];
        }
    }

    /// <summary>Walks the documents in order.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<StreamDocument> IEnumerable<StreamDocument>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Into empty rows all go as they are: the buffers and tables get the numbers that they have there.
    private void CopyFrom(DocumentRows others)
    {
        if (_rows.Length < others.Count)
        {
            _rows = new Row[others._rows.Length];
        }

        others._rows.AsSpan(0, others.Count).CopyTo(_rows);
        _buffers.CopyFrom(others._buffers);
        _origins.CopyFrom(others._origins);
        Count = others.Count;
        Bytes = others.Bytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NumberOfTable(DocumentRows others, int table) =>
        ReferenceEquals(_madeFrom, others) && _madeFromTable == table ? _madeTable : TableOf(others, table);

    private int TableOf(DocumentRows others, int table)
    {
        _madeFrom = others;
        _madeFromTable = table;
        return _madeTable = _origins.NumberOf(others._origins[table]);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Row[] Grow()
    {
        Array.Resize(ref _rows, Math.Max(RowsMin, Count * 2));
        return _rows;
    }

    private struct Row
    {
        public long EventTimeMs;
        public int Offset;
        public int Length;
        public int Buffer;
        public int Table;
        public int Origin;
    }

    /// <summary>Forward-only walk over the documents.</summary>
    public struct Enumerator : IEnumerator<StreamDocument>
    {
        private readonly DocumentRows _rows;
        private int _index;

        internal Enumerator(DocumentRows rows)
        {
            _rows = rows;
            _index = -1;
        }

        /// <inheritdoc/>
        public readonly StreamDocument Current => _rows[_index];

        readonly object IEnumerator.Current => Current;

        /// <inheritdoc/>
        public bool MoveNext() => ++_index < _rows.Count;

        /// <inheritdoc/>
        public void Reset() => _index = -1;

        /// <inheritdoc/>
        public readonly void Dispose()
        {
        }
    }

    // The few objects that many rows refer to. The last one is nearly always the next one; others are looked for only
    // among the latest, because finding one twice does no harm.
    private struct References<T>
        where T : class
    {
        private const int LookedAt = 4;

        private T?[] _items;
        private T? _lastItem;
        private int _count;

        private int _last;

        public References() => _items = new T?[4];

        public readonly T? this[int number] => _items[number];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int NumberOf(T? item) => ReferenceEquals(_lastItem, item) && _count > 0 ? _last : Find(item);

        public void Clear()
        {
            Array.Clear(_items, 0, _count);
            _lastItem = null;
            _count = 0;
        }

        public void CopyFrom(in References<T> others)
        {
            for (var i = 0; i < others._count; i++)
            {
                _ = Append(others._items[i]);
            }
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private int Find(T? item)
        {
            for (var i = _count - 1; i >= Math.Max(0, _count - LookedAt); i--)
            {
                if (ReferenceEquals(_items[i], item))
                {
                    _lastItem = item;
                    return _last = i;
                }
            }

            return Append(item);
        }

        private int Append(T? item)
        {
            if (_count == _items.Length)
            {
                Array.Resize(ref _items, _count * 2);
            }

            _items[_count] = item;
            _lastItem = item;
            return _last = _count++;
        }
    }
}
