using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace WireSP.Bson;

/// <summary>
/// A fast hash of bytes by folded 128-bit products. Stable across processes, so it may place keys on partitions; it
/// resists accidents, not attackers who choose keys.
/// </summary>
public static class ByteHash
{
    private const ulong FirstFactor = 0xA0761D6478BD642F;
    private const ulong SecondFactor = 0xE7037ED1A0B428DB;

    /// <summary>Hash of two numbers; not symmetric.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Mix(ulong left, ulong right) => Fold(left ^ FirstFactor, right ^ SecondFactor);

    /// <summary>Hash of bytes; different seeds give unrelated hashes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed)
    {
        var hash = Mix(seed, (ulong)bytes.Length);
        while (bytes.Length > 16)
        {
            hash = Fold(
                BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ FirstFactor,
                BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]) ^ hash);
            bytes = bytes[16..];
        }

        return Fold(Load(bytes, 0) ^ FirstFactor, Load(bytes, 8) ^ hash);
    }

    /// <summary>As <see cref="Of"/>, of up to 16 bytes with zeros behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong OfPadded(Vector128<byte> bytes, int length, ulong seed)
    {
        var words = bytes.AsUInt64();
        return Fold(words[0] ^ FirstFactor, words[1] ^ Mix(seed, (ulong)length));
    }

    // The product of two words whose factors differ from zero in practice; both halves of it count.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    // Up to eight bytes from an offset, padded with zeros; the length is in the hash already.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Load(ReadOnlySpan<byte> bytes, int offset)
    {
        if (bytes.Length >= offset + 8)
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(bytes[offset..]);
        }

        // Two loads that overlap give the same word as one byte after another.
        var rest = bytes.Length - offset;
        if (rest >= 4)
        {
            var last = BinaryPrimitives.ReadUInt32LittleEndian(bytes[^4..]);
            return BinaryPrimitives.ReadUInt32LittleEndian(bytes[offset..]) | ((ulong)last << ((rest - 4) * 8));
        }

        ulong word = 0;
        for (var i = bytes.Length - 1; i >= offset; i--)
        {
            word = (word << 8) | bytes[i];
        }

        return word;
    }
}
