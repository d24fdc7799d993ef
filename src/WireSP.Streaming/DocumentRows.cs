using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Streaming;

/// <summary>
/// Documents of a batch in order. A row is 32 bytes without references, so that filling it costs the collector nothing;
/// buffers and origin tables, which are few, are kept apart. Filled by one thread; reused with its batch.
/// </summary>
public sealed class DocumentRows : IReadOnlyList<StreamDocument>
{
    private const int RowsMin = 16;
    private const int CacheLineBytes = 64;

    // Past that the processor has noticed by itself that memory is read in order.
    private const int PrefetchedBytesMax = 512;

    private readonly References<byte[]> _buffers = new();
    private readonly References<OriginTable> _origins = new();
    private Row[] _rows = [];

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
        if (Count == _rows.Length)
        {
            Grow();
        }

        ref var row = ref _rows[Count++];
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
        if (Count == _rows.Length)
        {
            Grow();
        }

        ref var row = ref _rows[Count++];
        row.Offset = offset;
        row.Length = length;
        row.Buffer = _buffers.NumberOf(buffer);
        row.Table = _origins.NumberOf(others._origins[from.Table]);
        row.Origin = from.Origin;
        row.EventTimeMs = from.EventTimeMs;
        Bytes += length;
    }

    /// <summary>Turns a context to a document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Begin(int index, EvaluationContext context)
    {
        ref readonly var row = ref _rows[index];
        context.Begin(_buffers[row.Buffer]!, row.Offset, row.Length);
    }

    /// <summary>
    /// Has the processor fetch a document that is looked at soon; does nothing when there is none of that index.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Prefetch(int index)
    {
        if (!Sse.IsSupported || index >= Count)
        {
            return;
        }

        ref readonly var row = ref _rows[index];
        // Only a hint: it does no harm when the collector has moved the bytes meanwhile, so nothing is pinned.
        var first = (byte*)Unsafe.AsPointer(
            ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffers[row.Buffer]!), row.Offset));
        var length = Math.Min(row.Length, PrefetchedBytesMax);
        for (var at = 0; at < length; at += CacheLineBytes)
        {
            Sse.Prefetch0(first + at);
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
        if (_rows.Length > keptRowsMax)
        {
            _rows = [];
        }
    }

    /// <summary>Walks the documents in order.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<StreamDocument> IEnumerable<StreamDocument>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void Grow() => Array.Resize(ref _rows, Math.Max(RowsMin, Count * 2));

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
    private sealed class References<T>
        where T : class
    {
        private const int LookedAt = 4;

        private T?[] _items = new T?[4];
        private int _count;
        private int _last = -1;

        public T? this[int number] => _items[number];

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public int NumberOf(T? item) =>
            _last >= 0 && ReferenceEquals(_items[_last], item) ? _last : Find(item);

        public void Clear()
        {
            Array.Clear(_items, 0, _count);
            _count = 0;
            _last = -1;
        }

        private int Find(T? item)
        {
            for (var i = _count - 1; i >= Math.Max(0, _count - LookedAt); i--)
            {
                if (ReferenceEquals(_items[i], item))
                {
                    return _last = i;
                }
            }

            if (_count == _items.Length)
            {
                Array.Resize(ref _items, _count * 2);
            }

            _items[_count] = item;
            return _last = _count++;
        }
    }
}
