using System.Globalization;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Runs;

namespace WireSP.Expressions.Fields;

/// <summary>
/// Writes the part of a loop over documents that locates one of them: it ends the loop before one of another shape. The
/// first five arguments of the loop are the first byte of the documents' buffer, how many bytes that has, the slice of
/// the document at hand, how many documents there are, and the slice of one that is fetched meanwhile, behind which
/// there is one for each document (<see cref="RunFetch.ByCode"/>).
/// </summary>
internal sealed class SegmentCode
{
    /// <summary>The argument that tells how many bytes the buffer has.</summary>
    public const int ByteCount = 1;

    /// <summary>The argument that refers to the slice of the document at hand.</summary>
    public const int Document = 2;

    /// <summary>The argument that tells how many documents there are.</summary>
    public const int Count = 3;

    /// <summary>The argument that refers to the slice of the document that is fetched meanwhile.</summary>
    public const int Ahead = 4;

    // Documents may have names of any length, and each 32 bytes of them become instructions.
    private const int ChecksMax = 64;

    private readonly LocalBuilder?[] _ends = new LocalBuilder?[FieldShape.DepthMax + 1];
    private readonly RunCodeWriter _code;
    private readonly int _constants;
    private readonly uint _lines;
    private readonly LocalBuilder _prefix;
    private readonly LocalBuilder _ahead;
    private int _depth;

    /// <summary>Begins.</summary>
    /// <param name="code">The loop.</param>
    /// <param name="constants">Its argument that refers to <see cref="ConstantsOf"/> of the comparisons.</param>
    /// <param name="lines">Which cache lines of documents are fetched, as <see cref="RunFetch.Lines"/>.</param>
    public SegmentCode(RunCodeWriter code, int constants, uint lines)
    {
        _code = code;
        _constants = constants;
        _lines = lines;
        _ahead = code.DeclareReference();
        Position = code.Declare<int>();
        _prefix = code.Declare<int>();
    }

    /// <summary>Where the code has got to in the buffer.</summary>
    public LocalBuilder Position { get; }

    private LocalBuilder End => _ends[_depth] ??= _code.Declare<int>();

    /// <summary>Whether the code would not be too long.</summary>
    public static bool CanWrite(ShapeCheck[] checks) => checks.Length <= ChecksMax;

    /// <summary>Expected bytes and mask of each comparison, in order.</summary>
    public static byte[] ConstantsOf(ShapeCheck[] checks)
    {
        var constants = new byte[checks.Length * 2 * ShapeCheck.Bytes];
        for (var i = 0; i < checks.Length; i++)
        {
            var at = constants.AsSpan(i * 2 * ShapeCheck.Bytes);
            MemoryMarshal.Write(at, checks[i].Expected);
            MemoryMarshal.Write(at[ShapeCheck.Bytes..], checks[i].Mask);
        }

        return constants;
    }

    /// <summary>All that the code depends on. Names and types are no part of it: they are the constants.</summary>
    public static string KeyOf(ShapeSegment[] segments, ShapeCheck[] checks, uint lines)
    {
        var key = new StringBuilder().Append(CultureInfo.InvariantCulture, $" {lines}");
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

    /// <summary>Writes the code of one document.</summary>
    /// <param name="segments">The shape's segments.</param>
    /// <param name="checks">The comparisons of all segments.</param>
    /// <param name="writePassed">
    /// Writes what is done where <see cref="Position"/> is the start of a segment, whose number it gets; and once more
    /// where the last one ends.
    /// </param>
    public void Write(ShapeSegment[] segments, ShapeCheck[] checks, Action<int> writePassed)
    {
        WriteFetch();
        _depth = 0;
        var end = End;

        // position = Offset; end = Offset + Length - 1; both inside the buffer
        _code.Argument(Document).LoadInt32().Store(Position);
        _code.EndOfDocument(Document).Store(end);
        _code.Local(end).Argument(ByteCount).EndIf(OpCodes.Bge_Un);
        _code.Local(Position).Constant(sizeof(int)).Add().Store(Position);
        writePassed(0);
        var check = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            WriteSegment(segments[i], checks.AsSpan(check, segments[i].CheckCount), check);
            check += segments[i].CheckCount;
            writePassed(i + 1);
        }
    }

    // In step with the work: a burst of fetching waits for memory, and so does the work behind it.
    private void WriteFetch()
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        _code.Argument(0).Argument(Ahead).LoadInt32().ToNative().Add().Store(_ahead);
        for (var line = 0; line < Prefetch.LinesMax; line++)
        {
            if ((_lines & (1U << line)) != 0)
            {
                _code.Local(_ahead).Constant(line * Prefetch.CacheLineBytes).Add().Prefetch();
            }
        }

        _code.Advance(Ahead, 2 * sizeof(int));
    }

    private void WriteSegment(in ShapeSegment segment, ReadOnlySpan<ShapeCheck> checks, int firstCheck)
    {
        var end = End;
        _code.Constant(segment.Length).Local(end).Local(Position).Subtract().EndIf(OpCodes.Bgt);
        _code.Local(Position).Argument(ByteCount).Constant(segment.Reach).Subtract().EndIf(OpCodes.Bgt);
        for (var i = 0; i < checks.Length; i++)
        {
            var constant = (firstCheck + i) * 2 * ShapeCheck.Bytes;
            _code.ByteAt(Position, checks[i].Offset).LoadVector();
            _code.Argument(_constants).Constant(constant + ShapeCheck.Bytes).Add().LoadVector().And();
            _code.Argument(_constants).Constant(constant).Add().LoadVector().Xor();
            if (i > 0)
            {
                _code.Or();
            }
        }

        if (checks.Length > 0)
        {
            _code.EndUnlessZero();
        }

        _code.Local(Position).Constant(segment.Length).Add().Store(Position);
        if (segment.End <= SegmentEnd.Enter)
        {
            WritePrefix(segment);
            return;
        }

        if (segment.End is SegmentEnd.LeaveWhole or SegmentEnd.WholeDocument)
        {
            _code.Local(Position).Local(end).EndIf(OpCodes.Bne_Un);
        }

        if (segment.End is SegmentEnd.Leave or SegmentEnd.LeaveWhole)
        {
            // Behind the embedded document's terminator.
            _code.Local(end).Constant(1).Add().Store(Position);
            _depth--;
        }
    }

    // As ShapeSegment.PassPrefixed: compared the way around in which a great length does not overflow.
    private void WritePrefix(in ShapeSegment segment)
    {
        var behind = segment.PrefixExtra - sizeof(int);
        _code.ByteAt(Position, -sizeof(int)).LoadInt32().Store(_prefix);
        _code.Local(_prefix).Constant(segment.PrefixMin).EndIf(OpCodes.Blt);
        _code.Local(_prefix).Local(End).Local(Position).Subtract().Constant(behind).Subtract().EndIf(OpCodes.Bgt);
        _code.Local(Position).Local(_prefix).Add().Constant(behind).Add();
        if (segment.End == SegmentEnd.Enter)
        {
            // The position stays: behind the length is the first element.
            _depth++;
            _code.Constant(1).Subtract().Store(End);
        }
        else
        {
            _code.Store(Position);
        }
    }
}
