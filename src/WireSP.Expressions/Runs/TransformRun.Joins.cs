using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using WireSP.Bson;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Transforms;

namespace WireSP.Expressions.Runs;

/// <summary>Puts documents together of pieces.</summary>
public sealed partial class TransformRun
{
    // Ends before a document that would be too long, which is not for here to say.
    private int Join(
        int row, ReadOnlySpan<DocumentSlice> documents, RunLayout layout, BsonWriter output, Span<DocumentSlice> made)
    {
        var room = RoomFor(layout, row, documents);
        var count = documents.Length;
        if (room > CopyBytesMax)
        {
            (room, count) = (0, 0);
            for (; count < documents.Length && room <= CopyBytesMax; count++)
            {
                var needed = RoomFor(layout, row + count, documents.Slice(count, 1));
                if (needed > BsonLimits.DocumentSizeBytesMax)
                {
                    break;
                }

                room += needed;
            }
        }

        if (count > 0)
        {
            ref var target = ref MemoryMarshal.GetReference(output.GetSpan((int)room + JoinCode.SlackBytes));
            output.Advance(Join(row, documents[..count], layout, ref target, output.Position, made));
        }

        return count;
    }

    // All of them or none: as long as all documents have the shape that all documents before had.
    private int TryMakeByCode(
        FieldReader reader, ReadOnlySpan<DocumentSlice> ahead, BsonWriter output, Span<DocumentSlice> made)
    {
        var documents = ahead[..Math.Min(ahead.Length, RunReader.DocumentsMax)];
        if (_only is not { } shape
            || documents.IsEmpty
            || _test is not null
            || !reader.Shapes.Contains(shape)
            || _transform.LayoutFor(shape) is not { WholeCode: { } code } layout)
        {
            return 0;
        }

        // A text is at most as long as the document that it is in.
        var room = (long)documents.Length * layout.ExtraBytes;
        foreach (ref readonly var document in documents)
        {
            room += (1 + layout.Texts.Length) * (long)document.Length;
        }

        if (room > CopyBytesMax)
        {
            return 0;
        }

        ref var target = ref MemoryMarshal.GetReference(output.GetSpan((int)room + JoinCode.SlackBytes));
        var position = output.Position;
        _run.Fetch.Begin(_run.Buffer, ahead);
        ref var next = ref _run.Fetch.ByCode(ahead.Length, documents.Length);
        if (code.Join(_run, 0, documents, ref next, layout.Pieces, _columns, ref target, position, made)
            < documents.Length)
        {
            return 0;
        }

        var (offset, length) = made[documents.Length - 1];
        output.Advance(offset + length - position);
        reader.CountReads(documents.Length);
        return documents.Length;
    }

    // By the layout's code as far as that goes: not near the buffer's end.
    private int Join(
        int row,
        ReadOnlySpan<DocumentSlice> documents,
        RunLayout layout,
        ref byte target,
        int position,
        Span<DocumentSlice> made)
    {
        var written = 0;
        if (layout.Code is { } code)
        {
            ref var none = ref Unsafe.NullRef<DocumentSlice>();
            var done = code.Join(_run, row, documents, ref none, layout.Pieces, _columns, ref target, position, made);
            if (done == documents.Length)
            {
                return made[done - 1].Offset + made[done - 1].Length - position;
            }

            written = done == 0 ? 0 : made[done - 1].Offset + made[done - 1].Length - position;
            row += done;
            documents = documents[done..];
            made = made[done..];
        }

        return written + Join(
            row, documents, layout.Pieces, ref Unsafe.Add(ref target, written), position + written, made);
    }

    // At most so many bytes come of documents.
    private long RoomFor(RunLayout layout, int row, ReadOnlySpan<DocumentSlice> documents)
    {
        var room = (long)documents.Length * layout.ExtraBytes;
        foreach (ref readonly var document in documents)
        {
            room += document.Length;
        }

        foreach (var text in layout.Texts)
        {
            foreach (var payload in _columns[text].AsSpan(row, documents.Length))
            {
                room += Math.Max(0, RunText.LengthOf(payload));
            }
        }

        return room;
    }

    // Optimised at once: what other pipelines do with the same code must not tell the compiler which pieces are rare.
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private int Join(
        int row,
        ReadOnlySpan<DocumentSlice> documents,
        RunPiece[] pieces,
        ref byte target,
        int position,
        Span<DocumentSlice> made)
    {
        var buffer = _run.Buffer;
        var written = 0;
        for (var document = 0; document < documents.Length; document++, row++)
        {
            var starts = _run.StartsOf(row);
            ref var body = ref Unsafe.Add(ref target, written);
            var length = 4;
            for (var i = 0; i < pieces.Length; i++)
            {
                ref readonly var piece = ref pieces[i];
                ref var at = ref Unsafe.Add(ref body, length);
                if (piece.Header is null)
                {
                    var start = starts[piece.Range.Start.Segment] + piece.Range.Start.Offset;
                    var end = piece.IsRest
                        ? documents[document].Offset + documents[document].Length - 1
                        : starts[piece.Range.End.Segment] + piece.Range.End.Offset;
                    length += RunCopy.Range(buffer, ref at, start, end);
                }
                else if (piece.Type == BsonType.String)
                {
                    length += RunText.Write(ref at, pieces, i, _columns[piece.Source][row], _run);
                }
                else
                {
                    length += WriteField(piece, _columns[piece.Source][row], ref at);
                }
            }

            Unsafe.Add(ref body, length++) = 0;
            Unsafe.WriteUnaligned(ref body, length);
            made[document] = new DocumentSlice(position + written, length);
            written += length;
        }

        return written;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int WriteField(in RunPiece piece, long payload, ref byte target)
    {
        RunCopy.Blocks(ref target, ref MemoryMarshal.GetArrayDataReference(piece.Header!), piece.HeaderLength);
        ref var value = ref Unsafe.Add(ref target, piece.HeaderLength);
        switch (piece.Type)
        {
            case BsonType.Int32:
                Unsafe.WriteUnaligned(ref value, (int)payload);
                return piece.HeaderLength + sizeof(int);
            case BsonType.Boolean:
                value = (byte)payload;
                return piece.HeaderLength + 1;
            case BsonType.Null:
                return piece.HeaderLength;
            default:
                Unsafe.WriteUnaligned(ref value, payload);
                return piece.HeaderLength + sizeof(long);
        }
    }
}
