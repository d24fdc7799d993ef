using System.Runtime.Intrinsics;
using WireSP.Bson;

namespace WireSP.Expressions.Fields;

/// <summary>
/// Puts segments and their comparisons together from elements in order; see <see cref="FieldShape"/>.
/// </summary>
internal sealed class ShapeBuilder
{
    private readonly List<ShapeSegment> _segments = [];
    private readonly List<ShapeCheck> _checks = [];
    private readonly byte[] _expected = new byte[ShapeCheck.Bytes];
    private readonly byte[] _mask = new byte[ShapeCheck.Bytes];

    // Where the comparison at hand begins; negative when there is none.
    private int _checkOffset = -1;
    private int _firstCheck;
    private int _length;

    /// <summary>Where the next element begins.</summary>
    public ShapePoint Here => new(_segments.Count, _length);

    /// <summary>Adds an element's type and name.</summary>
    public void AddHeader(ReadOnlySpan<byte> header)
    {
        foreach (var expected in header)
        {
            if (_checkOffset < 0 || _length >= _checkOffset + ShapeCheck.Bytes)
            {
                EndCheck();
                _checkOffset = _length;
            }

            _expected[_length - _checkOffset] = expected;
            _mask[_length - _checkOffset] = 0xFF;
            _length++;
        }
    }

    /// <summary>Adds a value that always takes so many bytes.</summary>
    public void AddValue(int length) => _length += length;

    /// <summary>Ends the segment with a value that begins with its length.</summary>
    /// <param name="type">The value's type.</param>
    /// <param name="enters">Whether the next element is inside the value.</param>
    public void AddPrefixed(BsonType type, bool enters)
    {
        _length += 4;
        var (least, extra) = PrefixOf(type);
        EndSegment(enters ? SegmentEnd.Enter : SegmentEnd.Prefix, least, extra);
    }

    /// <summary>Ends the segment, and with it the document or embedded document.</summary>
    public void End(SegmentEnd end)
    {
        // When nothing is left to be looked at, there is no need for a segment.
        if (end != SegmentEnd.Document || _length > 0)
        {
            EndSegment(end, 0, 0);
        }
    }

    /// <summary>The finished shape.</summary>
    public FieldShape ToShape(SlotPlace[] places, int codeAfter) =>
        new([.. _segments], [.. _checks], places) { CodeAfter = codeAfter };

    /// <summary>Bytes that the length prefix of a type does not count, itself included; -1 without a prefix.</summary>
    public static int PrefixExtra(BsonType type) => PrefixOf(type).Extra;

    private static (int Least, int Extra) PrefixOf(BsonType type) => type switch
    {
        BsonType.String or BsonType.Symbol or BsonType.JavaScript => (1, 4),
        BsonType.Binary => (0, 5),
        BsonType.Document or BsonType.Array => (BsonLimits.DocumentSizeBytesMin, 0),
        _ => (0, -1),
    };

    private void EndSegment(SegmentEnd end, int least, int extra)
    {
        EndCheck();
        _segments.Add(new ShapeSegment
        {
            CheckCount = _checks.Count - _firstCheck,
            Length = _length,
            Reach = _checks.Count > _firstCheck ? _checks[^1].Offset + ShapeCheck.Bytes : 0,
            End = end,
            PrefixMin = least,
            PrefixExtra = extra,
        });
        _firstCheck = _checks.Count;
        _length = 0;
    }

    private void EndCheck()
    {
        if (_checkOffset < 0)
        {
            return;
        }

        _checks.Add(new ShapeCheck(
            _checkOffset, Vector256.Create<byte>(_expected), Vector256.Create<byte>(_mask)));
        Array.Clear(_expected);
        Array.Clear(_mask);
        _checkOffset = -1;
    }
}
