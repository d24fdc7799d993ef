using System.Buffers.Binary;
using System.Numerics;

namespace WireSP.Expressions.Operators;

/// <summary>XXH64 with seed 0 (https://github.com/Cyan4973/xxHash, doc/xxhash_spec.md).</summary>
internal static class XxHash64
{
    private const ulong Prime1 = 0x9E3779B185EBCA87;
    private const ulong Prime2 = 0xC2B2AE3D27D4EB4F;
    private const ulong Prime3 = 0x165667B19E3779F9;
    private const ulong Prime4 = 0x85EBCA77C2B2AE63;
    private const ulong Prime5 = 0x27D4EB2F165667C5;
    private const int StripeBytes = 32;

    public static ulong Compute(ReadOnlySpan<byte> input)
    {
        var length = (ulong)input.Length;
        var hash = input.Length >= StripeBytes ? Stripes(ref input) : Prime5;
        return Avalanche(Rest(hash + length, input));
    }

    private static ulong Stripes(ref ReadOnlySpan<byte> input)
    {
        unchecked
        {
            Span<ulong> lanes = [Prime1 + Prime2, Prime2, 0, 0 - Prime1];
            for (; input.Length >= StripeBytes; input = input[StripeBytes..])
            {
                for (var i = 0; i < lanes.Length; i++)
                {
                    lanes[i] = Round(lanes[i], BinaryPrimitives.ReadUInt64LittleEndian(input[(8 * i)..]));
                }
            }

            var hash = BitOperations.RotateLeft(lanes[0], 1) + BitOperations.RotateLeft(lanes[1], 7)
                + BitOperations.RotateLeft(lanes[2], 12) + BitOperations.RotateLeft(lanes[3], 18);
            foreach (var lane in lanes)
            {
                hash = ((hash ^ Round(0, lane)) * Prime1) + Prime4;
            }

            return hash;
        }
    }

    private static ulong Rest(ulong hash, ReadOnlySpan<byte> input)
    {
        unchecked
        {
            for (; input.Length >= 8; input = input[8..])
            {
                hash ^= Round(0, BinaryPrimitives.ReadUInt64LittleEndian(input));
                hash = (BitOperations.RotateLeft(hash, 27) * Prime1) + Prime4;
            }

            if (input.Length >= 4)
            {
                hash ^= BinaryPrimitives.ReadUInt32LittleEndian(input) * Prime1;
                hash = (BitOperations.RotateLeft(hash, 23) * Prime2) + Prime3;
                input = input[4..];
            }

            foreach (var value in input)
            {
                hash = BitOperations.RotateLeft(hash ^ (value * Prime5), 11) * Prime1;
            }

            return hash;
        }
    }

    private static ulong Round(ulong lane, ulong value) =>
        unchecked(BitOperations.RotateLeft(lane + (value * Prime2), 31) * Prime1);

    private static ulong Avalanche(ulong hash)
    {
        unchecked
        {
            hash = (hash ^ (hash >> 33)) * Prime2;
            hash = (hash ^ (hash >> 29)) * Prime3;
            return hash ^ (hash >> 32);
        }
    }
}
