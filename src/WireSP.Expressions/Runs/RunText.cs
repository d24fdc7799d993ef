using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using WireSP.Bson;

namespace WireSP.Expressions.Runs;

/// <summary>
/// The payload of a text: where it begins in the high half, how long it is in the low half. A place below zero is in
/// the texts that the run has made; a length below zero says that there is no text.
/// </summary>
internal static class RunText
{
    /// <summary>Null in the place of a text.</summary>
    public const long Null = -1;

    /// <summary>Nothing in the place of a text.</summary>
    public const long Missing = -2;

    /// <summary>A text in the documents' buffer.</summary>
    public static long At(int position, int length) => ((long)position << 32) | (uint)length;

    /// <summary>A text among those that the run has made.</summary>
    public static long Made(int position, int length) => At(~position, length);

    /// <summary>A part of a text.</summary>
    public static long Part(long payload, int start, int length)
    {
        var position = (int)(payload >> 32);
        return At(position < 0 ? position - start : position + start, length);
    }

    /// <summary>Bytes of the text; below zero when there is none.</summary>
    public static int LengthOf(long payload) => (int)payload;

    /// <summary>Writes a field whose value is a text, null or missing.</summary>
    /// <param name="target">Receives the field; has room for a block more.</param>
    /// <param name="pieces">The pieces of the document.</param>
    /// <param name="number">Which of them the field is.</param>
    /// <param name="payload">The text.</param>
    /// <param name="run">Where the texts are.</param>
    /// <returns>Bytes of the field.</returns>
    public static int Write(ref byte target, RunPiece[] pieces, int number, long payload, DocumentRun run)
    {
        ref readonly var piece = ref pieces[number];
        var length = LengthOf(payload);
        if (payload == Missing)
        {
            return 0;
        }

        RunCopy.Blocks(ref target, ref MemoryMarshal.GetArrayDataReference(piece.Header!), piece.HeaderLength);
        if (payload == Null)
        {
            target = (byte)BsonType.Null;
            return piece.HeaderLength;
        }

        // The length counts the terminator.
        ref var value = ref Unsafe.Add(ref target, piece.HeaderLength);
        Unsafe.WriteUnaligned(ref value, length + 1);
        value = ref Unsafe.Add(ref value, sizeof(int));
        var position = (int)(payload >> 32);
        var start = position ^ (position >> 31);
        _ = RunCopy.Range(position < 0 ? run.MadeTexts : run.Buffer, ref value, start, start + length);
        Unsafe.Add(ref value, length) = 0;
        return piece.HeaderLength + sizeof(int) + length + 1;
    }
}
