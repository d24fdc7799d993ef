using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace WireSP.Expressions.Runs;

/// <summary>
/// Copies the short pieces of documents in blocks: what is copied past a piece's end is overwritten by the next one.
/// </summary>
internal static class RunCopy
{
    /// <summary>Bytes that are copied at once, and so may be copied too many.</summary>
    public const int BlockBytes = 64;

    private const int HalfBytes = BlockBytes / 2;
    private const int BlocksMax = 8;

    /// <summary>Bytes of the blocks that so many bytes take.</summary>
    public static int RoomFor(int length) => (length + BlockBytes - 1) / BlockBytes * BlockBytes;

    /// <summary>
    /// Copies bytes. Both sides must have <see cref="BlockBytes"/> more of them than are copied; the caller has checked
    /// that.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Blocks(ref byte target, ref byte source, int length)
    {
        if (length > BlocksMax * BlockBytes)
        {
            Unsafe.CopyBlockUnaligned(ref target, ref source, (uint)length);
            return;
        }

        for (nuint at = 0; at < (nuint)length; at += BlockBytes)
        {
            var first = Vector256.LoadUnsafe(ref source, at);
            var second = Vector256.LoadUnsafe(ref source, at + HalfBytes);
            first.StoreUnsafe(ref target, at);
            second.StoreUnsafe(ref target, at + HalfBytes);
        }
    }

    /// <summary>
    /// Copies the bytes between two positions of a buffer; the target must have <see cref="BlockBytes"/> more.
    /// </summary>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Range(byte[] buffer, ref byte target, int start, int end)
    {
        var length = end - start;
        if ((uint)start <= (uint)end && end <= buffer.Length - BlockBytes)
        {
            Blocks(
                ref target, ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer), start), length);
        }
        else
        {
            buffer.AsSpan(start, length).CopyTo(MemoryMarshal.CreateSpan(ref target, length));
        }

        return length;
    }
}
