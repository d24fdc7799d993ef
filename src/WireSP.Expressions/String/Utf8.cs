using System.Runtime.CompilerServices;

namespace WireSP.Expressions.Operators;

/// <summary>Code points in UTF-8 text, counted without decoding it.</summary>
internal static class Utf8
{
    /// <summary>Whether a byte goes on with a code point instead of beginning one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsContinuation(byte value) => (value & 0xC0) == 0x80;

    /// <summary>Number of code points.</summary>
    public static int Count(ReadOnlySpan<byte> text)
    {
        var count = 0;
        foreach (var value in text)
        {
            count += IsContinuation(value) ? 0 : 1;
        }

        return count;
    }

    /// <summary>Where the code point of that number begins; the length when there are not so many.</summary>
    public static int OffsetOf(ReadOnlySpan<byte> text, int codePoint)
    {
        var offset = 0;
        for (; offset < text.Length; offset++)
        {
            if (!IsContinuation(text[offset]) && codePoint-- == 0)
            {
                break;
            }
        }

        return offset;
    }
}
