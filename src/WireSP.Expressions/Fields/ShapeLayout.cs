using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using WireSP.Expressions.Runs;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Fields;

/// <summary>
/// Where everything is in the documents of a <see cref="FieldShape"/> whose strings and embedded documents are as long
/// as those of one seen before: then lengths are compared like names, and no place waits for another.
/// </summary>
internal sealed class ShapeLayout
{
    /// <summary>Starts that are written at once.</summary>
    public const int StartsAtOnce = 8;

    private readonly ShapeCheck[] _checks;

    // Relative to the document, and padded to a multiple of what is written at once.
    private readonly int[] _starts;
    private readonly int _startCount;
    private readonly ShapeSegment _last;

    // Bytes from the document's start that comparisons load, and where what is known of it ends.
    private readonly int _reach;
    private readonly int _end;

    private ShapeLayout(ShapeCheck[] checks, int[] starts, int startCount, in ShapeSegment last)
    {
        _checks = checks;
        _starts = starts;
        _startCount = startCount;
        _last = last;
        _reach = checks.Length == 0 ? 0 : checks[^1].Offset + ShapeCheck.Bytes;
        _end = last.End == SegmentEnd.Prefix ? starts[startCount - 2] + last.Length : starts[startCount - 1];
    }

    /// <summary>Room that so many starts need.</summary>
    public static int PaddedCount(int startCount) => (startCount + StartsAtOnce - 1) / StartsAtOnce * StartsAtOnce;

    /// <summary>Learns from a document that has just been located.</summary>
    /// <param name="segments">The shape's segments.</param>
    /// <param name="checks">The comparisons of all segments.</param>
    /// <param name="starts">Where the segments begin, and where the last one ends.</param>
    /// <param name="document">The document from its first byte on, at least to the end of the last segment.</param>
    /// <param name="offset">Where it begins.</param>
    public static ShapeLayout Learn(
        ShapeSegment[] segments,
        ShapeCheck[] checks,
        ReadOnlySpan<int> starts,
        ReadOnlySpan<byte> document,
        int offset)
    {
        var relative = new int[PaddedCount(starts.Length)];
        for (var i = 0; i < starts.Length; i++)
        {
            relative[i] = starts[i] - offset;
        }

        var expected = new byte[relative[starts.Length - 2] + segments[^1].Length];
        var mask = new byte[expected.Length];
        var next = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            var segment = segments[i];
            foreach (ref readonly var check in checks.AsSpan(next, segment.CheckCount))
            {
                Add(check, relative[i], expected, mask);
            }

            next += segment.CheckCount;
            if (segment.End <= SegmentEnd.Enter && i + 1 < segments.Length)
            {
                var prefix = relative[i] + segment.Length - 4;
                document.Slice(prefix, 4).CopyTo(expected.AsSpan(prefix));
                mask.AsSpan(prefix, 4).Fill(0xFF);
            }
        }

        return new ShapeLayout(ToChecks(expected, mask), relative, starts.Length, segments[^1]);
    }

    /// <summary>Whether comparisons stay in the buffer; near its end documents are located without a layout.</summary>
    public bool IsWithin(byte[] buffer, int offset) => _reach <= buffer.Length - offset;

    /// <summary>Whether the document in a slice has this layout; tells where its segments begin.</summary>
    /// <param name="buffer">The buffer that the document is in.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="start">The first of <see cref="PaddedCount"/> numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryLocate(byte[] buffer, int offset, int length, ref int start)
    {
        var end = offset + length - 1;
        if ((uint)end >= (uint)buffer.Length || _reach > buffer.Length - offset || _end >= length)
        {
            return false;
        }

        ref var bytes = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer), offset);
        var difference = Vector256<byte>.Zero;
        foreach (ref readonly var check in _checks.AsSpan())
        {
            difference |= (Vector256.LoadUnsafe(ref bytes, (nuint)check.Offset) & check.Mask) ^ check.Expected;
        }

        if (difference != Vector256<byte>.Zero)
        {
            return false;
        }

        var starts = _starts;
        ref var from = ref MemoryMarshal.GetArrayDataReference(starts);
        var shift = Vector256.Create(offset);
        for (var i = 0; i < starts.Length; i += StartsAtOnce)
        {
            (Vector256.LoadUnsafe(ref from, (nuint)i) + shift).StoreUnsafe(ref start, (nuint)i);
        }

        return _last.End switch
        {
            SegmentEnd.Prefix => TryPassLast(buffer, offset, end, ref start),
            SegmentEnd.WholeDocument => _end == length - 1,
            _ => true,
        };
    }

    /// <summary>Locates documents as long as they have this layout.</summary>
    /// <param name="buffer">The buffer that the documents are in.</param>
    /// <param name="documents">Where they are, and those behind them.</param>
    /// <param name="countMax">The most.</param>
    /// <param name="start">The first of the numbers of the first document.</param>
    /// <param name="stride">How many numbers each has.</param>
    /// <param name="fetch">Fetches those behind.</param>
    /// <returns>How many there are.</returns>
    public int LocateRun(
        byte[] buffer,
        ReadOnlySpan<DocumentSlice> documents,
        int countMax,
        ref int start,
        int stride,
        RunFetch fetch)
    {
        for (var i = 0; i < countMax; i++)
        {
            fetch.Ahead(documents.Length - i);
            var (offset, length) = documents[i];
            if (!TryLocate(buffer, offset, length, ref start))
            {
                return i;
            }

            start = ref Unsafe.Add(ref start, stride);
        }

        return countMax;
    }

    // A string or an embedded document at the end may be of any length.
    private bool TryPassLast(byte[] buffer, int offset, int end, ref int start)
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(buffer);
        var after = _last.PassPrefixed(ref bytes, offset + _end - 4, end);
        Unsafe.Add(ref start, _startCount - 1) = after;
        return after >= 0;
    }

    private static void Add(in ShapeCheck check, int start, byte[] expected, byte[] mask)
    {
        for (var i = 0; i < ShapeCheck.Bytes; i++)
        {
            if (check.Mask[i] != 0)
            {
                expected[start + check.Offset + i] = check.Expected[i];
                mask[start + check.Offset + i] = check.Mask[i];
            }
        }
    }

    private static ShapeCheck[] ToChecks(byte[] expected, byte[] mask)
    {
        List<ShapeCheck> checks = [];
        Span<byte> bytes = stackalloc byte[ShapeCheck.Bytes];
        Span<byte> wanted = stackalloc byte[ShapeCheck.Bytes];
        var at = 0;
        while (mask.AsSpan(at).IndexOfAnyExcept((byte)0) is >= 0 and var skipped)
        {
            at += skipped;
            var count = Math.Min(ShapeCheck.Bytes, mask.Length - at);
            bytes.Clear();
            wanted.Clear();
            expected.AsSpan(at, count).CopyTo(bytes);
            mask.AsSpan(at, count).CopyTo(wanted);
            checks.Add(new ShapeCheck(at, Vector256.Create<byte>(bytes), Vector256.Create<byte>(wanted)));
            at += count;
        }

        return [.. checks];
    }
}
