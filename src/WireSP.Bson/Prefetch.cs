using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace WireSP.Bson;

/// <summary>Has the processor fetch bytes that are read soon; only a hint, and none on processors without it.</summary>
public static class Prefetch
{
    /// <summary>How many documents ahead is soon: memory answers while so many are processed.</summary>
    public const int DocumentsAhead = 4;

    /// <summary>Bytes of a cache line.</summary>
    public const int CacheLineBytes = 64;

    // Past that the processor has noticed by itself that memory is read in order.
    private const int BytesMax = 512;

    /// <summary>Cache lines of a slice that are fetched at most.</summary>
    public const int LinesMax = BytesMax / CacheLineBytes;

    /// <summary>Fetches what is around a field of an object.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Around<T>(ref readonly T field)
        where T : struct
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in field)));
        }
    }

    /// <summary>Fetches the first bytes of a slice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Document(byte[] buffer, int offset, int length) =>
        Document(buffer, offset, length, uint.MaxValue);

    /// <summary>
    /// The bits of the cache lines that some bytes of a slice are in, wherever it begins in the first one, for what is
    /// fetched of others.
    /// </summary>
    /// <param name="first">The first of the bytes, from the slice's start.</param>
    /// <param name="last">The last one.</param>
    public static uint LinesOf(int first, int last)
    {
        var below = (2U << Math.Min((last + CacheLineBytes - 1) / CacheLineBytes, LinesMax - 1)) - 1;
        return first >= BytesMax ? 0 : below & (uint.MaxValue << (first / CacheLineBytes));
    }

    /// <summary>Fetches some of the first bytes of a slice.</summary>
    /// <param name="buffer">The buffer that the slice is in.</param>
    /// <param name="offset">Where it begins.</param>
    /// <param name="length">Its bytes.</param>
    /// <param name="lines">Which of its cache lines, as if it began with one, as bits from the lowest on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Document(byte[] buffer, int offset, int length, uint lines)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        // Nothing is pinned: it does no harm when the collector has moved the bytes meanwhile.
        var first = (byte*)Unsafe.AsPointer(
            ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer), offset));
        var end = Math.Min(length, BytesMax);
        for (var at = 0; at < end; at += CacheLineBytes)
        {
            if ((lines & 1) != 0)
            {
                Sse.Prefetch0(first + at);
            }

            lines >>= 1;
        }
    }
}
