using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace WireSP.Expressions.Matching.Patterns;

/// <summary>What the code of a pattern calls. Places are counted from a text's first byte.</summary>
internal static class PatternSteps
{
    private static ReadOnlySpan<byte> Rest(ref byte text, int at, int length) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref text, at), length - at);

    /// <summary>The later one of two places.</summary>
    public static int Later(int left, int right) => Math.Max(left, right);

    /// <summary>The next place of a literal from a place on; below zero when there is none.</summary>
    public static int Find(ref byte text, int at, int length, byte[] literal)
    {
        var found = Rest(ref text, at, length).IndexOf(literal);
        return found < 0 ? found : at + found;
    }

    /// <summary>The next place, up to a last one, of one of some bytes; below zero when there is none.</summary>
    public static int Skip(ref byte text, int at, int last, int length, SearchValues<byte> starts)
    {
        var skipped = Rest(ref text, at, Math.Min(last + 1, length)).IndexOfAny(starts);
        return skipped < 0 ? skipped : at + skipped;
    }

    /// <summary>Whether a literal stands at a place.</summary>
    public static bool Has(ref byte text, int at, int length, byte[] literal) =>
        Rest(ref text, at, length).StartsWith(literal);

    /// <summary>How many bytes there are, at most so many, before one.</summary>
    public static int CountUntil(ref byte text, int at, int length, int most, int stop)
    {
        var rest = Rest(ref text, at, (int)Math.Min(length, (long)at + most));
        var count = rest.IndexOf((byte)stop);
        return count < 0 ? rest.Length : count;
    }

    /// <summary>How many bytes of a set follow each other, at most so many.</summary>
    public static int CountOf(ref byte text, int at, int length, int most, SearchValues<byte> set)
    {
        var rest = Rest(ref text, at, (int)Math.Min(length, (long)at + most));
        var count = rest.IndexOfAnyExcept(set);
        return count < 0 ? rest.Length : count;
    }

    /// <summary>Whether a place is the text's end, or before a last line feed.</summary>
    public static bool IsEnd(ref byte text, int at, int length) =>
        at == length || (at == length - 1 && Unsafe.Add(ref text, at) == (byte)'\n');
}
