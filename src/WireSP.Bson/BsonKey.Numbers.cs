using System.Buffers.Binary;

namespace WireSP.Bson;

/// <content>Numbers of four types in one order: the nearest double, and what it leaves out.</content>
public static partial class BsonKey
{
    private const int PlaceBias = 16384;

    private static void AppendNumber(BsonWriter output, in BsonValue value)
    {
        var nearest = value.Type switch
        {
            BsonType.Double => value.AsDouble,
            BsonType.Decimal128 => value.AsDecimal128.ToDouble(),
            _ => (double)value.Payload,
        };
        AppendUInt64(output, OrderedBits(nearest));
        var order = BsonValueComparer.Compare(value, BsonValue.FromDouble(nearest));
        output.WriteRaw([order == 0 ? Exact : order < 0 ? Below : Above]);
        if (order != 0)
        {
            // Only a long or a decimal that no double holds comes here, so both meet in decimal digits.
            AppendDigits(
                output,
                value.Type == BsonType.Decimal128 ? value.AsDecimal128 : Decimal128.FromInt64(value.Payload));
        }
    }

    // Not a number first, then from the least to the greatest; both zeros at one place.
    private static ulong OrderedBits(double value)
    {
        if (double.IsNaN(value))
        {
            return 0;
        }

        var bits = BitConverter.DoubleToUInt64Bits(value == 0 ? 0.0 : value);
        return bits >> 63 == 0 ? bits | (1UL << 63) : ~bits;
    }

    // Where the first digit stands, the digits without zeros behind, an end; all turned over below zero.
    private static void AppendDigits(BsonWriter output, Decimal128 value)
    {
        Span<byte> digits = stackalloc byte[Decimal128.DigitsMax + 1];
        _ = value.Coefficient.TryFormat(digits, out var count, provider: null);
        var place = (ushort)(value.Exponent + count + PlaceBias);
        while (count > 1 && digits[count - 1] == (byte)'0')
        {
            count--;
        }

        Span<byte> key = stackalloc byte[Decimal128.DigitsMax + 3];
        BinaryPrimitives.WriteUInt16BigEndian(key, place);
        digits[..count].CopyTo(key[2..]);
        key[count + 2] = End;
        key = key[..(count + 3)];
        if (value.IsNegative)
        {
            foreach (ref var digit in key)
            {
                digit = (byte)~digit;
            }
        }

        output.WriteRaw(key);
    }
}
