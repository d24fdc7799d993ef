using System.Buffers.Binary;

namespace WireSP.Bson;

/// <summary>IEEE 754-2008 decimal128 in the binary-integer encoding that BSON uses: 16 bytes, little-endian.</summary>
public readonly partial struct Decimal128
{
    /// <summary>Bytes of a decimal.</summary>
    public const int Size = 16;

    /// <summary>Takes the two halves of the encoding.</summary>
    public Decimal128(ulong high, ulong low)
    {
        High = high;
        Low = low;
    }

    /// <summary>Reads a decimal from sixteen bytes.</summary>
    public Decimal128(ReadOnlySpan<byte> bytes)
    {
        Low = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        High = BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]);
    }

    /// <summary>Sign, exponent and the coefficient's upper bits.</summary>
    public ulong High { get; }

    /// <summary>The coefficient's lower 64 bits.</summary>
    public ulong Low { get; }

    /// <summary>Writes the sixteen bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Low);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], High);
    }
}
