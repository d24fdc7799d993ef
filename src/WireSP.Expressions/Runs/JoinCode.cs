using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.InteropServices;
using System.Text;
using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Code that puts documents together as one <see cref="RunLayout"/> says, piece by piece, with the pieces written into
/// it. Made for layouts that many documents have had.
/// </summary>
internal sealed class JoinCode
{
    /// <summary>Bytes that may be written past the documents, and read past their pieces.</summary>
    public const int SlackBytes = BlockBytesMax + VectorBytes;

    private const int BlockBytesMax = 512;

    // Names may be of any length, and each few bytes of what is as long in every document become instructions.
    private const int FixedBytesMax = 2 * 1024;

    private const int VectorBytes = 32;

    private const int ByteCount = 1;
    private const int Document = 2;
    private const int Count = 3;
    private const int Start = 4;
    private const int Stride = 5;
    private const int Target = 6;
    private const int Position = 7;
    private const int Made = 8;
    private const int Columns = 9;
    private const int Row = 10;
    private const int Texts = 11;
    private const int Pieces = 12;
    private const int Buffers = 13;

    private static readonly MethodInfo WriteAnyText =
        typeof(RunText).GetMethod(nameof(RunText.Write), BindingFlags.Static | BindingFlags.Public)!;

    private readonly Joiner _joiner;

    private JoinCode(Joiner joiner) => _joiner = joiner;

    private delegate int Joiner(
        ref byte bytes,
        int byteCount,
        ref DocumentSlice document,
        int count,
        ref int start,
        int stride,
        ref byte target,
        int position,
        ref DocumentSlice made,
        long[][] columns,
        int row,
        DocumentRun texts,
        RunPiece[] pieces,
        byte[][] buffers);

    /// <summary>Writes the code.</summary>
    /// <param name="pieces">The pieces in order.</param>
    /// <param name="sample">A document, and where its segments begin: pieces are expected to be as long as its.</param>
    /// <param name="starts">Where its segments begin.</param>
    /// <returns>The code; null where it would be too long.</returns>
    public static JoinCode? TryWrite(RunPiece[] pieces, DocumentSlice sample, ReadOnlySpan<int> starts)
    {
        var blocks = new int[pieces.Length];
        var left = FixedBytesMax;
        for (var i = 0; i < pieces.Length && left >= 0; i++)
        {
            ref readonly var piece = ref pieces[i];
            blocks[i] = piece.Header is null ? BlockOf(LengthOf(piece, sample, starts)) : 0;
            left -= VectorBytes + (piece.Header is not null ? piece.HeaderLength : FixedLength(piece) ?? blocks[i]);
        }

        return left < 0 ? null : new JoinCode(RunCode.Of(KeyOf(pieces, blocks), () => WriteLoop(pieces, blocks)));
    }

    /// <summary>
    /// Puts documents together, as long as their pieces are not near the buffer's end; <see cref="SlackBytes"/> behind
    /// the last one may be overwritten.
    /// </summary>
    /// <param name="run">The documents, located.</param>
    /// <param name="row">The first one's number.</param>
    /// <param name="documents">Where they are.</param>
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
            ref MemoryMarshal.GetReference(starts),
            starts.Length,
            ref target,
            position,
            ref MemoryMarshal.GetReference(made),
            columns,
            row,
            run,
            pieces,
            run.Buffers);
    }

    private static string KeyOf(RunPiece[] pieces, int[] blocks)
    {
        var key = new StringBuilder(nameof(Join));
        for (var i = 0; i < pieces.Length; i++)
        {
            var (start, end) = (pieces[i].Range.Start, pieces[i].Range.End);
            _ = pieces[i].Header is { } header
                ? key.Append(
                    CultureInfo.InvariantCulture,
                    $" {Convert.ToHexString(header, 0, pieces[i].HeaderLength)}={pieces[i].Source}:{pieces[i].Type}")
                : key.Append(
                    CultureInfo.InvariantCulture,
                    $" {start.Segment}+{start.Offset}-{end.Segment}+{end.Offset}{(pieces[i].IsRest ? '*' : '/')}{blocks[i]}");
        }

        return key.ToString();
    }

    private static Joiner WriteLoop(RunPiece[] pieces, int[] blocks)
    {
        var code = new RunCodeWriter<Joiner>(nameof(Join));
        var places = new Places(code);
        code.ForEach(Count, () => WriteDocument(code, places, pieces, blocks));
        return code.Complete();
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

    private static void WriteDocument(RunCodeWriter<Joiner> code, Places places, RunPiece[] pieces, int[] blocks)
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
        code.Argument(Row).Constant(1).Add().StoreArgument(Row);
        code.AdvanceRow(Start, Stride);
    }

    private static void WriteRange(RunCodeWriter<Joiner> code, Places places, in RunPiece piece, int block)
    {
        var (start, end) = (piece.Range.Start, piece.Range.End);
        WritePoint(code, start);
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
            WritePoint(code, end);
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

    private static void WritePoint(RunCodeWriter<Joiner> code, ShapePoint point) =>
        code.Argument(Start).Constant(point.Segment * sizeof(int)).Add().LoadInt32().Constant(point.Offset).Add();

    private static void WriteBlock(RunCodeWriter<Joiner> code, Places places, int bytes)
    {
        for (var at = 0; at < bytes; at += VectorBytes)
        {
            code.ByteAt(places.From, at).LoadVector();
            code.Local(places.At).Constant(at).Add().StoreVector();
        }
    }

    // Texts that there are, which are nearly all and not near the end of what they are in; others by a call.
    private static void WriteText(RunCodeWriter<Joiner> code, Places places, RunPiece piece, int number)
    {
        code.Argument(Columns).Constant(piece.Source).LoadElement().Argument(Row).LoadElementInt64();
        code.Store(places.Text);
        code.Local(places.Text).ToInt32().Store(places.Length);
        code.Local(places.Text).Constant(32).ShiftRight().ToInt32().Store(places.From);

        // Looked up and not asked: one text is in the documents, the next one made, and nobody could guess which.
        code.Argument(Buffers).Local(places.From).Constant(31).ShiftRightUnsigned().LoadElement();
        code.Store(places.Source);
        code.Local(places.From).Local(places.From).Constant(31).ShiftRight().BitXor().Store(places.From);
        code.Either(
            others =>
            {
                code.Local(places.Length).Constant(0);
                others(OpCodes.Blt);
                code.Local(places.From).Local(places.Length).Add();
                code.Local(places.Source).LoadLength().ToInt32().Constant(VectorBytes).Subtract();
                others(OpCodes.Bgt);
                WriteHeader(code, places, piece);
                code.Local(places.At).Constant(piece.HeaderLength).Add();
                code.Local(places.Length).Constant(1).Add().StoreInt32();
                code.Local(places.At).Constant(piece.HeaderLength + sizeof(int)).Add().Store(places.At);
                code.Local(places.At).Local(places.Length).ToNative().Add().Store(places.Behind);
                code.Repeat(
                    () =>
                    {
                        code.Local(places.Source).Local(places.From).LoadElementAddress().LoadVector();
                        code.Local(places.At).StoreVector();
                        code.Local(places.From).Constant(VectorBytes).Add().Store(places.From);
                        code.Local(places.At).Constant(VectorBytes).Add().Store(places.At);
                        code.Local(places.At).Local(places.Behind);
                    },
                    OpCodes.Blt_Un);
                code.Local(places.Behind).Constant(0).StoreByte();
                code.Local(places.Behind).Constant(1).Add().Store(places.At);
            },
            () =>
            {
                code.Local(places.At).Local(places.At).Argument(Pieces).Constant(number).Local(places.Text);
                code.Argument(Texts).Call(WriteAnyText).ToNative().Add().Store(places.At);
            });
    }

    private static void WriteHeader(RunCodeWriter<Joiner> code, Places places, in RunPiece piece)
    {
        var header = piece.Header.AsSpan();
        for (var at = 0; at < piece.HeaderLength; at += sizeof(long))
        {
            code.Local(places.At).Constant(at).Add();
            code.Constant(MemoryMarshal.Read<long>(header[at..])).StoreInt64();
        }
    }

    private static void WriteField(RunCodeWriter<Joiner> code, Places places, in RunPiece piece)
    {
        WriteHeader(code, places, piece);
        var size = piece.Type switch
        {
            BsonType.Null => 0,
            BsonType.Boolean => sizeof(bool),
            BsonType.Int32 => sizeof(int),
            _ => sizeof(long),
        };
        if (size > 0)
        {
            // As many bytes as an int64 has: what follows overwrites those that are too many.
            code.Local(places.At).Constant(piece.HeaderLength).Add();
            code.Argument(Columns).Constant(piece.Source).LoadElement().Argument(Row).LoadElementInt64().StoreInt64();
        }

        code.Local(places.At).Constant(piece.HeaderLength + size).Add().Store(places.At);
    }

    // The local variables of the code.
    private sealed class Places(RunCodeWriter<Joiner> code)
    {
        public LocalBuilder At { get; } = code.DeclareReference();

        public LocalBuilder Behind { get; } = code.DeclareReference();

        public LocalBuilder From { get; } = code.Declare<int>();

        public LocalBuilder End { get; } = code.Declare<int>();

        public LocalBuilder Length { get; } = code.Declare<int>();

        public LocalBuilder Text { get; } = code.Declare<long>();

        public LocalBuilder Source { get; } = code.Declare<byte[]>();
    }
}
