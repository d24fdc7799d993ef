using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace WireSP.Bson;

/// <summary>Has the processor fetch bytes that are read soon; only a hint, and none on processors without it.</summary>
public static class Prefetch
{
    /// <summary>How many documents ahead is soon: memory answers while so many are processed.</summary>
    public const int DocumentsAhead = 4;

    private const int CacheLineBytes = 64;

    // Past that the processor has noticed by itself that memory is read in order.
    private const int BytesMax = 512;

    /// <summary>Fetches the first bytes of a slice.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Document(byte[] buffer, int offset, int length)
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
            Sse.Prefetch0(first + at);
        }
    }
}
