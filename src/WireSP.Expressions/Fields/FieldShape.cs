using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using WireSP.Bson;

namespace WireSP.Expressions.Fields;

/// <summary>
/// The sequence of names and types that a document had up to the last wanted field. A document with the same sequence
/// is not walked: types and names are compared many at once, and fields are where the few lengths put them.
/// </summary>
/// <param name="segments">The segments in order.</param>
/// <param name="checks">The comparisons of all segments.</param>
/// <param name="places">Where each slot's value is.</param>
internal sealed partial class FieldShape(ShapeSegment[] segments, ShapeCheck[] checks, SlotPlace[] places)
{
    /// <summary>Deepest embedded document that a shape enters.</summary>
    public const int DepthMax = 8;

    private const int TrialMisses = 32;
    private const int LayoutsTried = 4;
    private const int RestDocuments = 65_536;

    private readonly ShapeSegment[] _segments = segments;
    private readonly ShapeCheck[] _checks = checks;
    private readonly SlotPlace[] _places = places;

    // Where the segments of the document located last begin, and where the last one ends.
    private readonly int[] _starts = new int[ShapeLayout.PaddedCount(segments.Length + 1)];

    // Where the documents around the present one end; here and not on the stack, which would have to be guarded.
    private readonly int[] _ends = new int[DepthMax];

    // Documents of a shape often have the same lengths too. Null while they do not.
    private ShapeLayout? _layout;
    private int _hits;
    private int _misses;
    private int _learned;
    private int _restLeft = 1;

    /// <summary>What the stage that reads this shape has worked out for it.</summary>
    public ShapeMemo? Memo { get; set; }

    /// <summary>What reads documents of this shape many at a time has worked out for it.</summary>
    public ShapeSources? Sources { get; set; }

    /// <summary>What expressions share while they are worked out for the shape.</summary>
    public ShapeScope Scope { get; } = new();

    /// <summary>Room for the starts that <see cref="TryLocate(byte[], int, int, ref int)"/> tells.</summary>
    public int StartCount => _starts.Length;

    /// <summary>
    /// Whether the document in a slice has this shape; the other members then tell where its fields are.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryLocate(byte[] buffer, int offset, int length) =>
        TryLocate(buffer, offset, length, ref MemoryMarshal.GetArrayDataReference(_starts));

    /// <summary>
    /// Whether the document in a slice has this shape; tells where its segments begin, and where the last one ends.
    /// </summary>
    /// <param name="buffer">The buffer that the document is in.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="start">The first of <see cref="StartCount"/> numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryLocate(byte[] buffer, int offset, int length, ref int start)
    {
        if (_layout is { } layout && layout.TryLocate(buffer, offset, length, ref start))
        {
            _hits++;
            return true;
        }

        return TryLocateAnew(buffer, offset, length, ref start);
    }

    /// <summary>As <see cref="TryLocate(byte[], int, int, ref int)"/>, of a document of another layout.</summary>
    private bool TryLocateAnew(byte[] buffer, int offset, int length, ref int start) =>
        TryPass(buffer, offset, length, ref start) && Note(buffer, offset, ref start);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryPass(byte[] buffer, int offset, int length, ref int start)
    {
        var position = offset + 4;
        var end = offset + length - 1;
        if ((uint)end >= (uint)buffer.Length)
        {
            return false;
        }

        ref var bytes = ref MemoryMarshal.GetArrayDataReference(buffer);
        ref var check = ref MemoryMarshal.GetArrayDataReference(_checks);
        var depth = 0;
        foreach (ref readonly var segment in _segments.AsSpan())
        {
            // There is one start more than segments, and the comparisons stand in the segments' order.
            start = position;
            start = ref Unsafe.Add(ref start, 1);
            // The document's own end bounds what is read as a value; comparisons may load more than that.
            if (segment.Length > end - position
                || !(segment.Reach <= buffer.Length - position
                    ? HasHeaders(ref check, segment.CheckCount, ref Unsafe.Add(ref bytes, position))
                    : HasHeadersNearEnd(ref check, segment.CheckCount, buffer.AsSpan(position))))
            {
                return false;
            }

            check = ref Unsafe.Add(ref check, segment.CheckCount);
            position += segment.Length;
            if (segment.End <= SegmentEnd.Enter)
            {
                var after = segment.PassPrefixed(ref bytes, position - 4, end);
                if (after < 0)
                {
                    return false;
                }

                if (segment.End == SegmentEnd.Prefix)
                {
                    position = after;
                    continue;
                }

                _ends[depth++] = end;
                end = after - 1;
            }
            else if (segment.End is SegmentEnd.LeaveWhole or SegmentEnd.WholeDocument && position != end)
            {
                return false;
            }
            else if (depth > 0)
            {
                position = end + 1;
                end = _ends[--depth];
            }
        }

        start = position;
        return true;
    }

    /// <summary>The value of a slot in the document located last.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="buffer">That document's buffer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public BsonValue Read(int slot, byte[] buffer)
    {
        ref readonly var place = ref _places[slot];
        return place.Kind == SlotKind.EightBytes
            ? BsonValue.FromPayload(
                place.Type, BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(PositionOf(place.Start))))
            : ReadOther(place, buffer);
    }

    /// <summary>Type and bits of a slot that is an int32, an int64 or a double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadNumber(int slot, byte[] buffer, out BsonType type, out long payload)
    {
        ref readonly var place = ref _places[slot];
        type = place.Type;
        if (type == BsonType.Int32)
        {
            payload = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(PositionOf(place.Start)));
            return true;
        }

        if (type is BsonType.Int64 or BsonType.Double)
        {
            payload = BinaryPrimitives.ReadInt64LittleEndian(buffer.AsSpan(PositionOf(place.Start)));
            return true;
        }

        payload = 0;
        return false;
    }

    /// <summary>The UTF-8 bytes of a slot that is a string.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryReadText(int slot, byte[] buffer, out ReadOnlySpan<byte> text)
    {
        ref readonly var place = ref _places[slot];
        if (place.Type != BsonType.String || place.Kind != SlotKind.Prefixed)
        {
            text = default;
            return false;
        }

        // The length counts the terminator.
        var position = PositionOf(place.Start);
        var length = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(position)) - 1;
        text = buffer.AsSpan(position + 4, length);
        return true;
    }

    /// <summary>Where the element of an element slot is in the document located last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ElementExtent ReadElement(int slot)
    {
        ref readonly var place = ref _places[slot];
        if (place.Kind == SlotKind.Missing)
        {
            return default;
        }

        var start = PositionOf(place.Start);
        return new ElementExtent(start, PositionOf(place.End) - start);
    }

    /// <summary>Where a slot's value is in every document of the shape.</summary>
    public SlotPlace PlaceOf(int slot) => _places[slot];

    /// <summary>Where a point is in the document located last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int PositionOf(ShapePoint point) => _starts[point.Segment] + point.Offset;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasHeaders(ref ShapeCheck check, int count, ref byte start)
    {
        var difference = Vector256<byte>.Zero;
        for (; count > 0; count--)
        {
            difference |= (Vector256.LoadUnsafe(ref start, (nuint)check.Offset) & check.Mask) ^ check.Expected;
            check = ref Unsafe.Add(ref check, 1);
        }

        return difference == Vector256<byte>.Zero;
    }

    // Near the buffer's end, where more cannot be loaded than there is.
    private static bool HasHeadersNearEnd(ref ShapeCheck check, int count, ReadOnlySpan<byte> bytes)
    {
        for (var at = 0; at < count * ShapeCheck.Bytes; at++)
        {
            ref readonly var next = ref Unsafe.Add(ref check, at / ShapeCheck.Bytes);
            var i = at % ShapeCheck.Bytes;
            if (next.Mask[i] != 0 && bytes[next.Offset + i] != next.Expected[i])
            {
                return false;
            }
        }

        return true;
    }

    // A document of the shape had other lengths than the layout. When most have, another one's are tried, and when that
    // does not help either none, for a while.
    private bool Note(byte[] buffer, int offset, ref int start)
    {
        if (_layout is null
            ? --_restLeft > 0 || _segments.Length == 0
            : !_layout.IsWithin(buffer, offset) || ++_misses < TrialMisses)
        {
            return true;
        }

        if (_hits >= _misses && _layout is not null)
        {
            _learned = 0;
        }
        else if (_learned++ < LayoutsTried)
        {
            var starts = MemoryMarshal.CreateReadOnlySpan(ref start, _segments.Length + 1);
            _layout = ShapeLayout.Learn(_segments, _checks, starts, buffer.AsSpan(offset), offset);
        }
        else
        {
            _layout = null;
            _learned = 0;
            _restLeft = RestDocuments;
        }

        _hits = 0;
        _misses = 0;
        return true;
    }

    private BsonValue ReadOther(in SlotPlace place, byte[] buffer)
    {
        var position = PositionOf(place.Start);
        switch (place.Kind)
        {
            case SlotKind.Missing:
                return default;
            case SlotKind.FourBytes:
                return BsonValue.FromInt32(BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(position)));
            case SlotKind.Fixed:
                return BsonValue.FromRaw(place.Type, buffer, position, place.Length);
            case SlotKind.Prefixed:
                var prefix = BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(position));
                return BsonValue.FromRaw(place.Type, buffer, position, place.Length + prefix);
            default:
                return BsonValue.FromTextUtf8(BsonType.Binary, buffer, position, PositionOf(place.End) - position);
        }
    }
}
