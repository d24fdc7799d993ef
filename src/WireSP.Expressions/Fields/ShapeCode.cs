using System.Globalization;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Text;
using WireSP.Expressions.Runs;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Fields;

/// <summary>
/// Code that locates documents of one shape: what <see cref="FieldShape"/> looks up for each segment is written into
/// it. Made for shapes that many documents have had.
/// </summary>
internal sealed class ShapeCode
{
    private const int ByteCount = 1;
    private const int Document = 2;
    private const int Count = 3;
    private const int Start = 4;
    private const int Stride = 5;
    private const int Constants = 6;

    // Documents may have names of any length, and each 32 bytes of them become instructions.
    private const int ChecksMax = 64;

    // Expected bytes and mask of each comparison, in order.
    private readonly byte[] _constants;
    private readonly Locator _locator;

    private ShapeCode(byte[] constants, Locator locator)
    {
        _constants = constants;
        _locator = locator;
    }

    private delegate int Locator(
        ref byte bytes,
        int byteCount,
        ref DocumentSlice document,
        int count,
        ref int start,
        int stride,
        ref byte constants);

    /// <summary>Writes the code.</summary>
    /// <param name="segments">The shape's segments.</param>
    /// <param name="checks">The comparisons of all segments.</param>
    /// <returns>The code; null where it would be too long.</returns>
    public static ShapeCode? TryWrite(ShapeSegment[] segments, ShapeCheck[] checks)
    {
        if (checks.Length > ChecksMax)
        {
            return null;
        }

        var constants = new byte[checks.Length * 2 * ShapeCheck.Bytes];
        for (var i = 0; i < checks.Length; i++)
        {
            var at = constants.AsSpan(i * 2 * ShapeCheck.Bytes);
            MemoryMarshal.Write(at, checks[i].Expected);
            MemoryMarshal.Write(at[ShapeCheck.Bytes..], checks[i].Mask);
        }

        return new ShapeCode(constants, RunCode.Of(KeyOf(segments, checks), () => WriteLoop(segments, checks)));
    }

    /// <summary>Locates documents as long as they have the shape and are not near the buffer's end.</summary>
    /// <param name="buffer">The buffer that the documents are in.</param>
    /// <param name="documents">Where they are.</param>
    /// <param name="start">The first of the numbers of the first document.</param>
    /// <param name="stride">How many numbers each has.</param>
    /// <returns>How many there are.</returns>
    public int Locate(byte[] buffer, ReadOnlySpan<DocumentSlice> documents, ref int start, int stride) => _locator(
        ref MemoryMarshal.GetArrayDataReference(buffer),
        buffer.Length,
        ref MemoryMarshal.GetReference(documents),
        documents.Length,
        ref start,
        stride,
        ref MemoryMarshal.GetArrayDataReference(_constants));

    // Names and types are no part of it: they are the constants.
    private static string KeyOf(ShapeSegment[] segments, ShapeCheck[] checks)
    {
        var key = new StringBuilder(nameof(Locate));
        foreach (ref readonly var segment in segments.AsSpan())
        {
            _ = key.Append(
                CultureInfo.InvariantCulture,
                $" {segment.CheckCount},{segment.Length},{segment.Reach},{segment.End},{segment.PrefixMin},")
                .Append(segment.PrefixExtra);
        }

        foreach (ref readonly var check in checks.AsSpan())
        {
            _ = key.Append(' ').Append(check.Offset);
        }

        return key.ToString();
    }

    private static Locator WriteLoop(ShapeSegment[] segments, ShapeCheck[] checks)
    {
        var code = new RunCodeWriter<Locator>(nameof(Locate));
        var place = new Place(code);
        code.ForEach(Count, () => WriteDocument(code, place, segments, checks));
        return code.Complete();
    }

    private static void WriteDocument(
        RunCodeWriter<Locator> code, Place place, ShapeSegment[] segments, ShapeCheck[] checks)
    {
        var (position, end) = (place.Position, place.BeginDocument());

        // position = Offset; end = Offset + Length - 1; both inside the buffer
        code.Argument(Document).LoadInt32().Store(position);
        code.EndOfDocument(Document).Store(end);
        code.Local(end).Argument(ByteCount).EndIf(OpCodes.Bge_Un);
        code.Local(position).Constant(sizeof(int)).Add().Store(position);
        code.Argument(Start).Local(position).StoreInt32();
        var check = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            WriteSegment(code, place, segments[i], checks.AsSpan(check, segments[i].CheckCount), check);
            check += segments[i].CheckCount;
            code.Argument(Start).Constant((i + 1) * sizeof(int)).Add().Local(position).StoreInt32();
        }

        code.Advance(Document, 2 * sizeof(int));
        code.AdvanceRow(Start, Stride);
    }

    private static void WriteSegment(
        RunCodeWriter<Locator> code,
        Place place,
        in ShapeSegment segment,
        ReadOnlySpan<ShapeCheck> checks,
        int firstCheck)
    {
        var (position, end) = (place.Position, place.End);
        code.Constant(segment.Length).Local(end).Local(position).Subtract().EndIf(OpCodes.Bgt);
        code.Local(position).Argument(ByteCount).Constant(segment.Reach).Subtract().EndIf(OpCodes.Bgt);
        for (var i = 0; i < checks.Length; i++)
        {
            var constant = (firstCheck + i) * 2 * ShapeCheck.Bytes;
            code.ByteAt(position, checks[i].Offset).LoadVector();
            code.Argument(Constants).Constant(constant + ShapeCheck.Bytes).Add().LoadVector().And();
            code.Argument(Constants).Constant(constant).Add().LoadVector().Xor();
            if (i > 0)
            {
                code.Or();
            }
        }

        if (checks.Length > 0)
        {
            code.EndUnlessZero();
        }

        code.Local(position).Constant(segment.Length).Add().Store(position);
        if (segment.End <= SegmentEnd.Enter)
        {
            WritePrefix(code, place, segment);
            return;
        }

        if (segment.End is SegmentEnd.LeaveWhole or SegmentEnd.WholeDocument)
        {
            code.Local(position).Local(end).EndIf(OpCodes.Bne_Un);
        }

        if (segment.End is SegmentEnd.Leave or SegmentEnd.LeaveWhole)
        {
            // Behind the embedded document's terminator.
            code.Local(end).Constant(1).Add().Store(position);
            place.Leave();
        }
    }

    // As ShapeSegment.PassPrefixed: compared the way around in which a great length does not overflow.
    private static void WritePrefix(RunCodeWriter<Locator> code, Place place, in ShapeSegment segment)
    {
        var (position, end, prefix) = (place.Position, place.End, place.Prefix);
        var behind = segment.PrefixExtra - sizeof(int);
        code.ByteAt(position, -sizeof(int)).LoadInt32().Store(prefix);
        code.Local(prefix).Constant(segment.PrefixMin).EndIf(OpCodes.Blt);
        code.Local(prefix).Local(end).Local(position).Subtract().Constant(behind).Subtract().EndIf(OpCodes.Bgt);
        code.Local(position).Local(prefix).Add().Constant(behind).Add();
        if (segment.End == SegmentEnd.Enter)
        {
            // The position stays: behind the length is the first element.
            code.Constant(1).Subtract().Store(place.Enter());
        }
        else
        {
            code.Store(position);
        }
    }

    // The local variables of the code: where it is, and where the documents around that end.
    private sealed class Place(RunCodeWriter<Locator> code)
    {
        private readonly LocalBuilder?[] _ends = new LocalBuilder?[FieldShape.DepthMax + 1];
        private int _depth;

        public LocalBuilder Position { get; } = code.Declare<int>();

        public LocalBuilder Prefix { get; } = code.Declare<int>();

        public LocalBuilder End => _ends[_depth] ??= code.Declare<int>();

        public LocalBuilder BeginDocument()
        {
            _depth = 0;
            return End;
        }

        public LocalBuilder Enter()
        {
            _depth++;
            return End;
        }

        public void Leave() => _depth--;
    }
}
