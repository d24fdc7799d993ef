using System.Globalization;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Text;
using WireSP.Expressions.Runs;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Fields;

/// <summary>
/// Code that locates documents of one shape without embedded documents: what <see cref="FieldShape"/> looks up for
/// each segment is written into it. Made for shapes that many documents have had.
/// </summary>
internal sealed class ShapeCode
{
    private const int ByteCount = 1;
    private const int Document = 2;
    private const int Count = 3;
    private const int Start = 4;
    private const int Stride = 5;
    private const int Constants = 6;

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
    /// <param name="segments">The shape's segments; none of them enters or leaves an embedded document.</param>
    /// <param name="checks">The comparisons of all segments.</param>
    public static ShapeCode Write(ShapeSegment[] segments, ShapeCheck[] checks)
    {
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
        var (position, end) = (code.Declare<int>(), code.Declare<int>());
        code.ForEach(Count, () => WriteDocument(code, segments, checks, position, end));
        return code.Complete();
    }

    private static void WriteDocument(
        RunCodeWriter<Locator> code,
        ShapeSegment[] segments,
        ShapeCheck[] checks,
        LocalBuilder position,
        LocalBuilder end)
    {
        // position = Offset; end = Offset + Length - 1; both inside the buffer
        code.Argument(Document).LoadInt32().Store(position);
        code.Local(position).Argument(Document).Constant(sizeof(int)).Add().LoadInt32().Add();
        code.Constant(1).Subtract().Store(end);
        code.Local(end).Argument(ByteCount).EndIf(OpCodes.Bge_Un);
        code.Local(position).Constant(sizeof(int)).Add().Store(position);
        code.Argument(Start).Local(position).StoreInt32();
        var check = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            WriteSegment(code, segments[i], checks.AsSpan(check, segments[i].CheckCount), check, position, end);
            check += segments[i].CheckCount;
            code.Argument(Start).Constant((i + 1) * sizeof(int)).Add().Local(position).StoreInt32();
        }

        code.Advance(Document, 2 * sizeof(int));
        code.Argument(Start).Argument(Stride).Constant(sizeof(int)).Multiply().ToNative().Add().StoreArgument(Start);
    }

    private static void WriteSegment(
        RunCodeWriter<Locator> code,
        in ShapeSegment segment,
        ReadOnlySpan<ShapeCheck> checks,
        int firstCheck,
        LocalBuilder position,
        LocalBuilder end)
    {
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
        if (segment.End == SegmentEnd.Prefix)
        {
            WritePrefix(code, segment, position, end);
        }
        else if (segment.End == SegmentEnd.WholeDocument)
        {
            code.Local(position).Local(end).EndIf(OpCodes.Bne_Un);
        }
    }

    // As ShapeSegment.PassPrefixed: compared the way around in which a great length does not overflow.
    private static void WritePrefix(
        RunCodeWriter<Locator> code, in ShapeSegment segment, LocalBuilder position, LocalBuilder end)
    {
        var prefix = code.Declare<int>();
        var behind = segment.PrefixExtra - sizeof(int);
        code.ByteAt(position, -sizeof(int)).LoadInt32().Store(prefix);
        code.Local(prefix).Constant(segment.PrefixMin).EndIf(OpCodes.Blt);
        code.Local(prefix).Local(end).Local(position).Subtract().Constant(behind).Subtract().EndIf(OpCodes.Bgt);
        code.Local(position).Local(prefix).Add().Constant(behind).Add().Store(position);
    }
}
