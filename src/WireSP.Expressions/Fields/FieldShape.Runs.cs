using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using WireSP.Bson;
using WireSP.Expressions.Runs;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Fields;

/// <summary>Locates many documents at once.</summary>
internal sealed partial class FieldShape
{
    // So many are located segment by segment.
    private const int RowsAtOnce = 8;

    private readonly bool _isFlat = Array.TrueForAll(
        segments, segment => segment.End is SegmentEnd.Prefix or SegmentEnd.Document or SegmentEnd.WholeDocument);

    // Made when the shape has proven to be met often; until then its segments are looked up.
    private ShapeCode? _code;
    private readonly int _codeAfter;
    private bool _isCodeDecided;
    private long _passed;

    /// <summary>How many documents have to have the shape before code is written for it.</summary>
    public int CodeAfter
    {
        init => _codeAfter = value;
    }

    /// <summary>The starts that are told of each document; there is room for some more.</summary>
    public int ToldCount => _segments.Length + 1;

    /// <summary>The segments in order.</summary>
    public ShapeSegment[] Segments => _segments;

    /// <summary>The comparisons of all segments.</summary>
    public ShapeCheck[] Checks => _checks;

    /// <summary>Whether there is code for the shape.</summary>
    public bool HasCode => _code is not null;

    /// <summary>Locates documents as long as they have this shape.</summary>
    /// <param name="buffer">The buffer that the documents are in.</param>
    /// <param name="documents">Where they are, and those behind them.</param>
    /// <param name="countMax">The most.</param>
    /// <param name="start">The first of the <see cref="StartCount"/> numbers of the first document.</param>
    /// <param name="stride">How many numbers each has.</param>
    /// <param name="fetch">Fetches those behind, as long as there are documents.</param>
    /// <returns>How many there are.</returns>
    public int LocateRun(
        byte[] buffer,
        ReadOnlySpan<DocumentSlice> documents,
        int countMax,
        ref int start,
        int stride,
        RunFetch fetch)
    {
        var done = 0;
        while (done < countMax)
        {
            ref var next = ref Unsafe.Add(ref start, done * stride);
            var rest = documents[done..];
            var alike = _layout is { } layout
                ? layout.LocateRun(buffer, rest, countMax - done, ref next, stride, fetch)
                : PassRun(buffer, rest, countMax - done, ref next, stride, fetch);
            if (_layout is not null)
            {
                _hits += alike;
            }

            done += alike;
            if (done < countMax)
            {
                var (offset, length) = documents[done];
                if (!TryLocateAnew(buffer, offset, length, ref Unsafe.Add(ref start, done * stride)))
                {
                    break;
                }

                done++;
                _passed++;
            }
        }

        return done;
    }

    /// <summary>In which cache lines a document of the shape is read, as <see cref="RunFetch.Lines"/>.</summary>
    /// <param name="starts">Where its segments begin.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="withTexts">Whether texts between the segments are read as well.</param>
    public uint LinesRead(ReadOnlySpan<int> starts, int offset, bool withTexts)
    {
        uint lines = 1;
        for (var i = 0; i < _segments.Length; i++)
        {
            // A text that is a key is read in any case; most are short.
            var first = starts[i] - offset;
            lines |= Prefetch.LinesOf(
                first,
                withTexts && _segments[i].End == SegmentEnd.Prefix
                    ? starts[i + 1] - offset
                    : first + _segments[i].Length + ShapeCheck.Bytes);
        }

        return lines;
    }

    // Segment by segment and not document by document: what one document waits for, the next one does meanwhile.
    private int PassRun(
        byte[] buffer,
        ReadOnlySpan<DocumentSlice> documents,
        int countMax,
        ref int start,
        int stride,
        RunFetch fetch)
    {
        if (!_isCodeDecided && _passed > _codeAfter)
        {
            _isCodeDecided = true;
            _code = RunCode.IsOfUse ? ShapeCode.TryWrite(_segments, _checks, fetch.Lines) : null;
        }

        if (_code is null && !_isFlat)
        {
            return 0;
        }

        var done = 0;
        while (done < countMax && _restLeft > 1)
        {
            var left = documents.Length - done;
            ref var next = ref Unsafe.Add(ref start, done * stride);
            int wanted, passed;
            if (_code is { } code)
            {
                wanted = Math.Min(countMax - done, _restLeft - 1);
                var some = documents.Slice(done, wanted);
                passed = code.Locate(buffer, some, ref fetch.ByCode(left, wanted), ref next, stride);
            }
            else
            {
                fetch.Ahead(left);
                wanted = Math.Min(Math.Min(RowsAtOnce, countMax - done), _restLeft - 1);
                passed = PassSegments(buffer, documents.Slice(done, wanted), ref next, stride);
            }

            _restLeft -= passed;
            _passed += passed;
            done += passed;
            if (passed < wanted)
            {
                break;
            }
        }

        return done;
    }

    private int PassSegments(byte[] buffer, ReadOnlySpan<DocumentSlice> documents, ref int start, int stride)
    {
        for (var row = 0; row < documents.Length; row++)
        {
            var (offset, length) = documents[row];
            if ((uint)(offset + length - 1) >= (uint)buffer.Length)
            {
                documents = documents[..row];
                break;
            }

            Unsafe.Add(ref start, row * stride) = offset + 4;
        }

        ref var check = ref MemoryMarshal.GetArrayDataReference(_checks);
        foreach (ref readonly var segment in _segments.AsSpan())
        {
            documents = documents[..PassSegment(segment, ref check, buffer, documents, ref start, stride)];
            check = ref Unsafe.Add(ref check, segment.CheckCount);
            start = ref Unsafe.Add(ref start, 1);
        }

        return documents.Length;
    }

    // How many documents have the segment; documents near the buffer's end are left to be compared with more care.
    // Optimised at once, because shapes of all pipelines go this way.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int PassSegment(
        in ShapeSegment segment,
        ref ShapeCheck check,
        byte[] buffer,
        ReadOnlySpan<DocumentSlice> documents,
        ref int start,
        int stride)
    {
        ref var bytes = ref MemoryMarshal.GetArrayDataReference(buffer);
        var last = buffer.Length - segment.Reach;
        var (bytesMin, checks) = (segment.Length, segment.CheckCount);
        for (var row = 0; row < documents.Length; row++)
        {
            var (offset, length) = documents[row];
            var end = offset + length - 1;
            var position = start;
            if (bytesMin > end - position
                || position > last
                || !HasHeaders(ref check, checks, ref Unsafe.Add(ref bytes, position)))
            {
                return row;
            }

            position += bytesMin;
            if (segment.End == SegmentEnd.Prefix)
            {
                position = segment.PassPrefixed(ref bytes, position - 4, end);
                if (position < 0)
                {
                    return row;
                }
            }
            else if (segment.End == SegmentEnd.WholeDocument && position != end)
            {
                return row;
            }

            Unsafe.Add(ref start, 1) = position;
            start = ref Unsafe.Add(ref start, stride);
        }

        return documents.Length;
    }
}
