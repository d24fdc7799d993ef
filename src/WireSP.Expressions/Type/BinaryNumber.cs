using System.Buffers.Binary;
using WireSP.Bson;

namespace WireSP.Expressions.Operators;

/// <summary>Numbers in binary data: two's complement of 1, 2, 4 or 8 bytes, IEEE 754 of 4 or 8.</summary>
internal static class BinaryNumber
{
    public static long ReadInteger(in BsonValue value, bool isBigEndian)
    {
        var bytes = value.AsBinary;
        return bytes.Length switch
        {
            1 => (sbyte)bytes[0],
            2 => isBigEndian
                ? BinaryPrimitives.ReadInt16BigEndian(bytes)
                : BinaryPrimitives.ReadInt16LittleEndian(bytes),
            4 => isBigEndian
                ? BinaryPrimitives.ReadInt32BigEndian(bytes)
                : BinaryPrimitives.ReadInt32LittleEndian(bytes),
            8 => isBigEndian
                ? BinaryPrimitives.ReadInt64BigEndian(bytes)
                : BinaryPrimitives.ReadInt64LittleEndian(bytes),
            _ => throw WrongWidth(bytes.Length, "1, 2, 4 or 8"),
        };
    }

    public static double ReadDouble(in BsonValue value, bool isBigEndian)
    {
        var bytes = value.AsBinary;
        return bytes.Length switch
        {
            4 => isBigEndian
                ? BinaryPrimitives.ReadSingleBigEndian(bytes)
                : BinaryPrimitives.ReadSingleLittleEndian(bytes),
            8 => isBigEndian
                ? BinaryPrimitives.ReadDoubleBigEndian(bytes)
                : BinaryPrimitives.ReadDoubleLittleEndian(bytes),
            _ => throw WrongWidth(bytes.Length, "4 or 8"),
        };
    }

    /// <summary>Writes the low bytes of a number.</summary>
    public static void Write(Span<byte> bytes, long number, bool isBigEndian)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[isBigEndian ? bytes.Length - 1 - i : i] = (byte)(number >> (8 * i));
        }
    }

    private static EvaluationException WrongWidth(int found, string expected) => new(
        Conversion.FailureCode, $"a number in binary data has {expected} bytes, not {found}");
}
