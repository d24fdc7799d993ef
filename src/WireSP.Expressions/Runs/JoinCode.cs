using System.Globalization;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Code that puts documents together as one <see cref="RunLayout"/> says, piece by piece, with the pieces written into
/// it; where there is code for all that they need, each document is located and put together in one go. Made for
/// layouts that many documents have had.
/// </summary>
internal sealed partial class JoinCode
{
    /// <summary>Bytes that may be written past the documents, and read past their pieces.</summary>
    public const int SlackBytes = BlockBytesMax + VectorBytes;

    private const int BlockBytesMax = 512;

    // Names may be of any length, and each few bytes of what is as long in every document become instructions.
    private const int FixedBytesMax = 2 * 1024;

    private const int VectorBytes = 32;

    private const int ByteCount = SegmentCode.ByteCount;
    private const int Document = SegmentCode.Document;
    private const int Start = 5;
    private const int Stride = 6;
    private const int Target = 7;
    private const int Position = 8;
    private const int Made = 9;
    private const int Columns = 10;
    private const int Row = 11;
    private const int Texts = 12;
    private const int Pieces = 13;
    private const int Buffers = 14;
    private const int Constants = 15;

    private readonly Joiner _joiner;
    private readonly byte[] _constants;

    private JoinCode(Joiner joiner, byte[] constants)
    {
        _joiner = joiner;
        _constants = constants;
    }

    private delegate int Joiner(
        ref byte bytes,
        int byteCount,
        ref DocumentSlice document,
        int count,
        ref DocumentSlice ahead,
        ref int start,
        int stride,
        ref byte target,
        int position,
        ref DocumentSlice made,
        long[][] columns,
        int row,
        DocumentRun texts,
        RunPiece[] pieces,
        byte[][] buffers,
        ref byte constants);

    /// <summary>Writes code for documents that have been located, and whose values have been computed.</summary>
    /// <param name="pieces">The pieces in order.</param>
    /// <param name="sample">A document, and where its segments begin: pieces are expected to be as long as its.</param>
    /// <param name="starts">Where its segments begin.</param>
    /// <returns>The code; null where it would be too long.</returns>
    public static JoinCode? TryWrite(RunPiece[] pieces, DocumentSlice sample, ReadOnlySpan<int> starts) =>
        BlocksOf(pieces, sample, starts) is not { } blocks ? null : new JoinCode(
            RunCode.Of(KeyOf(pieces, blocks), () => WriteLoop(pieces, blocks, null, [], 0)), []);

    /// <summary>Writes code for documents that only have to be of a shape.</summary>
    /// <param name="layout">What becomes of them.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="sample">As for <see cref="TryWrite(RunPiece[], DocumentSlice, ReadOnlySpan{int})"/>.</param>
    /// <param name="starts">Where its segments begin.</param>
    /// <returns>The code; null where it would be too long, or there is none for a computed value.</returns>
    public static JoinCode? TryWrite(
        RunLayout layout, FieldShape shape, DocumentSlice sample, ReadOnlySpan<int> starts)
    {
        var (pieces, sources) = (layout.Pieces, layout.Sources);
        var lines = Prefetch.LinesOf(0, sample.Length - 1);
        return !RowCode.CanWrite(shape, sources) || BlocksOf(pieces, sample, starts) is not { } blocks ? null
            : new JoinCode(
                RunCode.Of(
                    $"{KeyOf(pieces, blocks)} of{RowCode.KeyOf(shape, sources, lines)}",
                    () => WriteLoop(pieces, blocks, shape, sources, lines)),
                SegmentCode.ConstantsOf(shape.Checks));
    }

    private static int[]? BlocksOf(RunPiece[] pieces, DocumentSlice sample, ReadOnlySpan<int> starts)
    {
        var blocks = new int[pieces.Length];
        var left = FixedBytesMax;
        for (var i = 0; i < pieces.Length && left >= 0; i++)
        {
            ref readonly var piece = ref pieces[i];
            blocks[i] = piece.Header is null ? BlockOf(LengthOf(piece, sample, starts)) : 0;
            left -= VectorBytes + (piece.Header is not null ? piece.HeaderLength : FixedLength(piece) ?? blocks[i]);
        }

        return left < 0 ? null : blocks;
    }

    /// <summary>
    /// Puts documents together, as long as their pieces are not near the buffer's end; <see cref="SlackBytes"/> behind
    /// the last one may be overwritten.
    /// </summary>
    /// <param name="run">The documents, located.</param>
    /// <param name="row">The first one's number.</param>
    /// <param name="documents">Where they are.</param>
    /// <param name="ahead">What is fetched meanwhile, by code that locates: <see cref="RunFetch.ByCode"/>.</param>
    /// <param name="pieces">The pieces.</param>
    /// <param name="columns">The computed values.</param>
    /// <param name="target">Where the first one is written.</param>
    /// <param name="position">What position that is.</param>
    /// <param name="made">Receives where the new documents are.</param>
    /// <returns>How many were put together.</returns>
    public int Join(
        DocumentRun run,
        int row,
        ReadOnlySpan<DocumentSlice> documents,
        ref DocumentSlice ahead,
        RunPiece[] pieces,
        long[][] columns,
        ref byte target,
        int position,
        Span<DocumentSlice> made)
    {
        // The code does not look whether there is room.
        made = made[..documents.Length];
        var starts = run.StartsOf(row);
        return _joiner(
            ref MemoryMarshal.GetArrayDataReference(run.Buffer),
            run.Buffer.Length,
            ref MemoryMarshal.GetReference(documents),
            documents.Length,
            ref ahead,
            ref MemoryMarshal.GetReference(starts),
            starts.Length,
            ref target,
            position,
            ref MemoryMarshal.GetReference(made),
            columns,
            row,
            run,
            pieces,
            run.Buffers,
            ref MemoryMarshal.GetArrayDataReference(_constants));
    }

    private static string KeyOf(RunPiece[] pieces, int[] blocks)
    {
        var key = new StringBuilder(nameof(Join));
        for (var i = 0; i < pieces.Length; i++)
        {
            var (start, end, rest) = (pieces[i].Range.Start, pieces[i].Range.End, pieces[i].IsRest ? '*' : '/');
            _ = pieces[i].Header is { } header
                ? key.Append(
                    CultureInfo.InvariantCulture,
                    $" {Convert.ToHexString(header, 0, pieces[i].HeaderLength)}={pieces[i].Source}:{pieces[i].Type}")
                : key.Append(
                    CultureInfo.InvariantCulture,
                    $" {start.Segment}+{start.Offset}-{end.Segment}+{end.Offset}{rest}{blocks[i]}");
        }

        return key.ToString();
    }

    // Without a shape for documents that have been located.
    private static Joiner WriteLoop(
        RunPiece[] pieces, int[] blocks, FieldShape? shape, RunSource[] sources, uint lines)
    {
        var code = new RunCodeWriter(nameof(Join), typeof(Joiner));
        var row = shape is null ? null : new RowCode(code, shape, Constants, lines);
        var places = new Places(code) { Row = row };
        code.ForEach(SegmentCode.Count, () =>
        {
            places.Values = row?.Write(sources) ?? [];
            WriteDocument(code, places, pieces, blocks);
        });
        return code.Complete<Joiner>();
    }

    // Null where the bytes are not as many in every document.
    private static int? FixedLength(in RunPiece piece) =>
        !piece.IsRest && piece.Range.Start.Segment == piece.Range.End.Segment
            ? piece.Range.End.Offset - piece.Range.Start.Offset
            : null;

    private static int LengthOf(in RunPiece piece, DocumentSlice sample, ReadOnlySpan<int> starts)
    {
        var start = starts[piece.Range.Start.Segment] + piece.Range.Start.Offset;
        return (piece.IsRest
            ? sample.Offset + sample.Length - 1
            : starts[piece.Range.End.Segment] + piece.Range.End.Offset) - start;
    }

    // More than the sample has, so that most others are copied without a second look; few sizes, for code to be shared.
    private static int BlockOf(int length)
    {
        var block = 2 * VectorBytes;
        while (block < length + (length / 8) && block < BlockBytesMax)
        {
            block += block < 4 * VectorBytes ? VectorBytes : 2 * VectorBytes;
        }

        return block;
    }

    private static void WriteDocument(RunCodeWriter code, Places places, RunPiece[] pieces, int[] blocks)
    {
        code.Argument(Target).Constant(sizeof(int)).Add().Store(places.At);
        for (var i = 0; i < pieces.Length; i++)
        {
            ref readonly var piece = ref pieces[i];
            if (piece.Header is null)
            {
                WriteRange(code, places, piece, blocks[i]);
            }
            else if (piece.Type == BsonType.String)
            {
                WriteText(code, places, piece, i);
            }
            else
            {
                WriteField(code, places, piece);
            }
        }

        // The terminator, the length, and where the document is.
        code.Local(places.At).Constant(0).StoreByte();
        code.Local(places.At).Constant(1).Add().Argument(Target).Subtract().ToInt32().Store(places.Length);
        code.Argument(Target).Local(places.Length).StoreInt32();
        code.Argument(Made).Argument(Position).StoreInt32();
        code.Argument(Made).Constant(sizeof(int)).Add().Local(places.Length).StoreInt32();
        code.Local(places.At).Constant(1).Add().StoreArgument(Target);
        code.Argument(Position).Local(places.Length).Add().StoreArgument(Position);
        code.Advance(Document, 2 * sizeof(int));
        code.Advance(Made, 2 * sizeof(int));
        if (places.Row is null)
        {
            code.Argument(Row).Constant(1).Add().StoreArgument(Row);
            code.AdvanceRow(Start, Stride);
        }
    }

    private static void WriteRange(RunCodeWriter code, Places places, in RunPiece piece, int block)
    {
        var (start, end) = (piece.Range.Start, piece.Range.End);
        WritePoint(code, places, start);
        code.Store(places.From);
        if (FixedLength(piece) is { } length)
        {
            var room = (length + VectorBytes - 1) / VectorBytes * VectorBytes;
            code.Local(places.From).Argument(ByteCount).Constant(room).Subtract().EndIf(OpCodes.Bgt);
            WriteBlock(code, places, room);
            code.Local(places.At).Constant(length).Add().Store(places.At);
            return;
        }

        if (piece.IsRest)
        {
            code.EndOfDocument(Document);
        }
        else
        {
            WritePoint(code, places, end);
        }

        code.Store(places.End);
        code.Local(places.From).Local(places.End).EndIf(OpCodes.Bgt);
        code.Local(places.End).Argument(ByteCount).Constant(SlackBytes).Subtract().EndIf(OpCodes.Bgt);
        code.Local(places.At).Local(places.End).Local(places.From).Subtract().ToNative().Add().Store(places.Behind);
        code.Repeat(
            () =>
            {
                WriteBlock(code, places, block);
                code.Local(places.At).Constant(block).Add().Store(places.At);
                code.Local(places.From).Constant(block).Add().Store(places.From);
                code.Local(places.At).Local(places.Behind);
            },
            OpCodes.Blt_Un);
        code.Local(places.Behind).Store(places.At);
    }

    private static void WritePoint(RunCodeWriter code, Places places, ShapePoint point) =>
        _ = places.Row?.Position(point) ?? code
            .Argument(Start).Constant(point.Segment * sizeof(int)).Add().LoadInt32().Constant(point.Offset).Add();

    private static RunCodeWriter WriteValue(RunCodeWriter code, Places places, int source) => places.Row is null
        ? code.Argument(Columns).Constant(source).LoadElement().Argument(Row).LoadElementInt64()
        : code.Local(places.Values[source]);

    private static void WriteBlock(RunCodeWriter code, Places places, int bytes)
    {
        for (var at = 0; at < bytes; at += VectorBytes)
        {
            code.ByteAt(places.From, at).LoadVector();
            code.Local(places.At).Constant(at).Add().StoreVector();
        }
    }

    // The local variables of the code.
    private sealed class Places(RunCodeWriter code)
    {
        // Null where documents have been located before.
        public RowCode? Row { get; init; }

        public LocalBuilder[] Values { get; set; } = [];

        public LocalBuilder At { get; } = code.DeclareReference();

        public LocalBuilder Behind { get; } = code.DeclareReference();

        public LocalBuilder From { get; } = code.Declare<int>();

        public LocalBuilder End { get; } = code.Declare<int>();

        public LocalBuilder Length { get; } = code.Declare<int>();

        public LocalBuilder Text { get; } = code.Declare<long>();

        public LocalBuilder Source { get; } = code.Declare<byte[]>();
    }
}
