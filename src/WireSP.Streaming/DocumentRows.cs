using System.Collections;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Transforms;

namespace WireSP.Streaming;

/// <summary>
/// Documents of a batch in order. What differs from document to document stands in columns without references, so that
/// neighbours are added as blocks and the collector has nothing to follow; buffers and origin tables, which are few,
/// are kept apart. Filled by one thread; reused with its batch.
/// </summary>
public sealed partial class DocumentRows : IReadOnlyList<StreamDocument>
{
    private const int RowsMin = 16;

    private DocumentSlice[] _slices = [];
    private long[] _timesMs = [];
    private int[] _origins = [];
    private int[] _places = [];
    private DocumentPlaces _known = new();

    // Of which rows and which of their places documents were made last, in which buffer, and which place that is here.
    private DocumentRows? _madeFrom;
    private byte[]? _madeBuffer;
    private long _madeFromClears;
    private int _madeFromPlace;
    private int _madePlace;

    // How often the rows were forgotten: the numbers of places mean others then.
    private long _clears;

    /// <inheritdoc/>
    public int Count { get; private set; }

    /// <summary>Bytes of all documents.</summary>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public StreamDocument this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(BodyOf(index), _timesMs[index], _known.TableOf(_places[index]), _origins[index]);
    }

    /// <summary>A document's bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BsonDocument BodyOf(int index)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Count);
        var (offset, length) = _slices[index];
        return BsonDocument.FromTrusted(_known.BufferOf(_places[index]), offset, length);
    }

    /// <summary>Appends a document; its bytes stay where they are.</summary>
    public void Add(in StreamDocument document) =>
        Add(document.Body, document.EventTimeMs, document.Origins, document.OriginNumber);

    /// <summary>Appends a document; its bytes stay where they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(BsonDocument body, long eventTimeMs, OriginTable? origins, int origin) => Add(
        new DocumentSlice(body.Offset, body.Length), eventTimeMs, _known.NumberOf(body.Buffer, origins), origin);

    /// <summary>Appends documents that lie in one buffer.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <param name="bodies">Where in it they are.</param>
    /// <param name="eventTimeMs">The event time of all of them.</param>
    /// <param name="origins">The table that their origins are in.</param>
    /// <param name="firstOrigin">The first one's number; the others' follow.</param>
    internal void AddRange(
        byte[] buffer, ReadOnlySpan<DocumentSlice> bodies, long eventTimeMs, OriginTable origins, int firstOrigin)
    {
        Reserve(bodies.Length);
        bodies.CopyTo(_slices.AsSpan(Count));
        _timesMs.AsSpan(Count, bodies.Length).Fill(eventTimeMs);
        _places.AsSpan(Count, bodies.Length).Fill(_known.NumberOf(buffer, origins));
        var numbers = _origins.AsSpan(Count, bodies.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = firstOrigin + i;
        }

        Count += bodies.Length;
        Bytes += BytesOf(bodies);
    }

    /// <summary>Appends a document of other rows as it is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddFrom(DocumentRows others, int index) => Add(
        others._slices[index],
        others._timesMs[index],
        NumberOf(others, others._places[index], null),
        others._origins[index]);

    /// <summary>Appends what was made of a document of other rows: another body, everything else as it was.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void AddMade(DocumentRows others, int index, byte[] buffer, int offset, int length) => Add(
        new DocumentSlice(offset, length),
        others._timesMs[index],
        NumberOf(others, others._places[index], buffer),
        others._origins[index]);

    /// <summary>Appends what was made of neighbours among other rows.</summary>
    /// <param name="others">The other rows.</param>
    /// <param name="index">The first of the neighbours.</param>
    /// <param name="buffer">The buffer that the new bodies are in.</param>
    /// <param name="bodies">Where in it they are.</param>
    internal void AddMade(DocumentRows others, int index, byte[] buffer, ReadOnlySpan<DocumentSlice> bodies)
    {
        Reserve(bodies.Length);
        bodies.CopyTo(_slices.AsSpan(Count));
        others._timesMs.AsSpan(index, bodies.Length).CopyTo(_timesMs.AsSpan(Count));
        others._origins.AsSpan(index, bodies.Length).CopyTo(_origins.AsSpan(Count));
        for (var i = 0; i < bodies.Length;)
        {
            var alike = others.CountOfPlace(index + i, bodies.Length - i);
            _places.AsSpan(Count + i, alike).Fill(NumberOf(others, others._places[index + i], buffer));
            i += alike;
        }

        Count += bodies.Length;
        Bytes += BytesOf(bodies);
    }

    /// <summary>Turns a context to a document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Begin(int index, EvaluationContext context)
    {
        var (offset, length) = _slices[index];
        context.Begin(_known.BufferOf(_places[index]), offset, length);
    }

    /// <summary>Tells where documents from an index on are, as long as they share a buffer.</summary>
    /// <param name="index">The first one's index.</param>
    /// <param name="most">How many are asked for.</param>
    /// <param name="buffer">The buffer.</param>
    internal ReadOnlySpan<DocumentSlice> SlicesFrom(int index, int most, out byte[] buffer)
    {
        most = Math.Min(most, Count - index);
        if (most <= 0)
        {
            buffer = [];
            return [];
        }

        buffer = _known.BufferOf(_places[index]);
        var count = 0;
        do
        {
            count += CountOfPlace(index + count, most - count);
        }
        while (count < most && ReferenceEquals(_known.BufferOf(_places[index + count]), buffer));

        return _slices.AsSpan(index, count);
    }

    /// <summary>As <see cref="SlicesFrom"/>, as long as they also come from one partition.</summary>
    internal ReadOnlySpan<DocumentSlice> SlicesOfPartition(int index, int most, out byte[] buffer)
    {
        var slices = SlicesFrom(index, most, out buffer);
        var alike = CountOfPlace(index, slices.Length);
        if (alike > 0 && _known.TableOf(_places[index]) is { IsOfOnePartition: false })
        {
            alike = CountOfFirst(_origins.AsSpan(index, alike));
        }

        for (var i = alike; i < slices.Length; i++)
        {
            if (PartitionOf(index + i) != PartitionOf(index))
            {
                return slices[..i];
            }
        }

        return slices;
    }

    /// <summary>The event times of documents from an index on.</summary>
    internal ReadOnlySpan<long> EventTimesFrom(int index, int count) => _timesMs.AsSpan(index, count);

    /// <summary>
    /// Has the processor fetch a document that is looked at soon; does nothing when there is none of that index.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(int index)
    {
        if (index < Count)
        {
            var (offset, length) = _slices[index];
            Bson.Prefetch.Document(_known.BufferOf(_places[index]), offset, length);
        }
    }

    /// <summary>A document's event time, milliseconds since 1970-01-01 UTC.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long EventTimeOf(int index) => _timesMs[index];

    /// <summary>Bytes of a document.</summary>
    internal int LengthOf(int index) => _slices[index].Length;

    /// <summary>The source partition that a document came from.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int PartitionOf(int index) =>
        _known.TableOf(_places[index]) is { } origins ? origins.PartitionOf(_origins[index]) : 0;

    /// <summary>Gives a document another event time.</summary>
    internal void SetEventTime(int index, long eventTimeMs) => _timesMs[index] = eventTimeMs;

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
        _clears++;
        _known.Clear();
        _madeFrom = null;
        _madeBuffer = null;
        _answered = 0;
        if (_slices.Length > keptRowsMax)
        {
            (_slices, _timesMs, _origins, _places, _answers) = ([], [], [], [], []);
        }
    }

    /// <summary>Walks the documents in order.</summary>
    public Enumerator GetEnumerator() => new(this);

    IEnumerator<StreamDocument> IEnumerable<StreamDocument>.GetEnumerator() => GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Into empty rows all go as they are: the places get the numbers that they have there.
    private void CopyFrom(DocumentRows others)
    {
        Reserve(others.Count);
        others._slices.AsSpan(0, others.Count).CopyTo(_slices);
        others._timesMs.AsSpan(0, others.Count).CopyTo(_timesMs);
        others._origins.AsSpan(0, others.Count).CopyTo(_origins);
        others._places.AsSpan(0, others.Count).CopyTo(_places);
        _known.CopyFrom(others._known);
        Count = others.Count;
        Bytes = others.Bytes;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(DocumentSlice slice, long eventTimeMs, int place, int origin)
    {
        var row = Count;
        if (row == _slices.Length)
        {
            Grow(row + 1);
        }

        // The others are as long as the first, or longer.
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_slices), row) = slice;
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_timesMs), row) = eventTimeMs;
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_origins), row) = origin;
        Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_places), row) = place;
        Count = row + 1;
        Bytes += slice.Length;
    }

    private static long BytesOf(ReadOnlySpan<DocumentSlice> bodies)
    {
        long bytes = 0;
        foreach (var body in bodies)
        {
            bytes += body.Length;
        }

        return bytes;
    }

    // How many documents from an index on are of the same place.
    private int CountOfPlace(int index, int most) => CountOfFirst(_places.AsSpan(index, most));

    // How many numbers there are before the first that is not the first one's.
    private static int CountOfFirst(ReadOnlySpan<int> numbers)
    {
        var others = numbers.IsEmpty ? -1 : numbers.IndexOfAnyExcept(numbers[0]);
        return others < 0 ? numbers.Length : others;
    }

    // The place here of what is made, in a buffer, of documents of a place there; null leaves it in theirs.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NumberOf(DocumentRows others, int place, byte[]? buffer) =>
        ReferenceEquals(_madeFrom, others)
            && _madeFromPlace == place
            && ReferenceEquals(_madeBuffer, buffer)
            && _madeFromClears == others._clears
            ? _madePlace
            : Find(others, place, buffer);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Find(DocumentRows others, int place, byte[]? buffer)
    {
        (_madeFrom, _madeFromClears, _madeFromPlace, _madeBuffer) = (others, others._clears, place, buffer);
        return _madePlace = _known.NumberOf(buffer ?? others._known.BufferOf(place), others._known.TableOf(place));
    }

    private void Reserve(int count)
    {
        if (_slices.Length - Count < count)
        {
            Grow(Count + count);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int least)
    {
        var size = Math.Max(RowsMin, Math.Max(least, Count * 2));
        Array.Resize(ref _timesMs, size);
        Array.Resize(ref _origins, size);
        Array.Resize(ref _places, size);

        // The last one, because it is asked how many rows there may be: memory may end in between.
        Array.Resize(ref _slices, size);
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
}
