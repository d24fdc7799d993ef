using System.Runtime.CompilerServices;

namespace WireSP.Benchmarks.Loops;

/// <summary>Writes the parts of documents for loops by hand.</summary>
internal static unsafe class LoopOutput
{
    /// <summary>Writes bytes as they are; gives where they end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* Copy(byte* write, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(new Span<byte>(write, bytes.Length));
        return write + bytes.Length;
    }

    /// <summary>Writes the value of a text: length, bytes and terminator; gives where it ends.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static byte* CopyText(byte* write, ReadOnlySpan<byte> text)
    {
        *(int*)write = text.Length + 1;
        write = Copy(write + 4, text);
        *write = 0;
        return write + 1;
    }
}
