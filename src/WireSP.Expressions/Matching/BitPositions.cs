using System.Numerics;
using WireSP.Bson;

namespace WireSP.Expressions.Matching;

/// <summary>Parses the mask of the bit operators: a number, binary data, or an array of positions.</summary>
internal static class BitPositions
{
    /// <summary>The positions that the argument names.</summary>
    /// <exception cref="ExpressionSyntaxException">It is none of the three, negative, or not whole.</exception>
    public static int[] Parse(string name, BsonValue argument, string path) => argument.Type switch
    {
        BsonType.Array => FromArray(name, argument.AsArray),
        BsonType.Binary => FromBinary(argument.Bytes),
        _ when argument.IsNumber => FromMask(Mask(name, argument)),
        _ => throw MatchErrors.BadValue(
            $"{name} on '{path}' takes an array, a number or binary data, not {TypeNames.Of(argument.Type)}"),
    };

    private static long Mask(string name, BsonValue argument)
    {
        if (!Integers.TryExact(argument, out var mask))
        {
            throw MatchErrors.FailedToParse($"{name} expects a 64-bit integer, not {MatchErrors.Show(argument)}");
        }

        return mask >= 0
            ? mask
            : throw MatchErrors.FailedToParse($"{name} expects a positive number, not {mask}");
    }

    private static int[] FromMask(long mask)
    {
        var positions = new int[BitOperations.PopCount((ulong)mask)];
        for (var i = 0; i < positions.Length; i++)
        {
            positions[i] = BitOperations.TrailingZeroCount(mask);
            mask &= mask - 1;
        }

        return positions;
    }

    private static int[] FromBinary(ReadOnlySpan<byte> bytes)
    {
        List<int> positions = [];
        for (var i = 0; i < bytes.Length * 8; i++)
        {
            if ((bytes[i >> 3] >> (i & 7) & 1) != 0)
            {
                positions.Add(i);
            }
        }

        return [.. positions];
    }

    private static int[] FromArray(string name, BsonArray array)
    {
        List<int> positions = [];
        foreach (var item in array)
        {
            if (!item.IsNumber || !Integers.TryExact(item, out var position) || position > int.MaxValue)
            {
                throw MatchErrors.BadValue($"bit positions of {name} must be integers, found one that is not");
            }

            if (position < 0)
            {
                throw MatchErrors.BadValue($"bit positions of {name} must not be negative, found {position}");
            }

            positions.Add((int)position);
        }

        return [.. positions];
    }
}
