using System.Buffers.Binary;

namespace WireSP.Bson;

/// <summary>
/// IEEE 754-2008 decimal128 in the binary-integer encoding that BSON uses: 16 bytes, little-endian. Arithmetic rounds
/// half to even at 34 digits and keeps the quanta that the standard prescribes.
/// </summary>
/// <remarks>
/// <code>
/// bit 127   126..113 exponent + 6176      112..0 coefficient          (a finite number)
/// sign      11110… infinity, 11111… NaN   anything                    (a special)
/// </code>
/// Encodings whose coefficient exceeds 34 digits are not canonical and count as zero, as the standard says.
/// </remarks>
public readonly partial struct Decimal128
{
    /// <summary>Bytes of a decimal.</summary>
    public const int Size = 16;

    /// <summary>Most decimal digits of a coefficient.</summary>
    public const int DigitsMax = 34;

    /// <summary>Smallest exponent of ten.</summary>
    public const int ExponentMin = -6176;

    /// <summary>Largest exponent of ten.</summary>
    public const int ExponentMax = 6111;

    private const ulong SignBit = 1UL << 63;
    private const ulong InfinityBits = 0x78UL << 56;
    private const ulong NaNBits = 0x7CUL << 56;
    private const ulong CoefficientHighMask = (1UL << 49) - 1;

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

    /// <summary>Positive infinity.</summary>
    public static Decimal128 PositiveInfinity => new(InfinityBits, 0);

    /// <summary>Negative infinity.</summary>
    public static Decimal128 NegativeInfinity => new(InfinityBits | SignBit, 0);

    /// <summary>Not a number.</summary>
    public static Decimal128 NaN => new(NaNBits, 0);

    /// <summary>Zero with exponent 0.</summary>
    public static Decimal128 Zero => FromParts(false, 0, 0);

    /// <summary>Sign, exponent and the coefficient's upper bits.</summary>
    public ulong High { get; }

    /// <summary>The coefficient's lower 64 bits.</summary>
    public ulong Low { get; }

    /// <summary>Whether the sign is set; also of zeros, infinities and NaNs.</summary>
    public bool IsNegative => (High & SignBit) != 0;

    /// <summary>Whether this is not a number.</summary>
    public bool IsNaN => (High & NaNBits) == NaNBits;

    /// <summary>Whether this is an infinity.</summary>
    public bool IsInfinity => (High & NaNBits) == InfinityBits;

    /// <summary>Whether this is neither an infinity nor not a number.</summary>
    public bool IsFinite => (High & InfinityBits) != InfinityBits;

    /// <summary>Whether this is a zero of either sign and any exponent.</summary>
    public bool IsZero => IsFinite && Coefficient == UInt128.Zero;

    // The encodings that begin with binary 11 hold coefficients above 34 digits: not canonical, hence zero.
    internal UInt128 Coefficient
    {
        get
        {
            var coefficient = new UInt128(High & CoefficientHighMask, Low);
            return HasLargeForm || coefficient > PowersOfTen.CoefficientMax ? UInt128.Zero : coefficient;
        }
    }

    internal int Exponent => (int)((High >> (HasLargeForm ? 47 : 49)) & 0x3FFF) + ExponentMin;

    private bool HasLargeForm => (High & (3UL << 61)) == 3UL << 61;

    /// <summary>Writes the sixteen bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(destination, Low);
        BinaryPrimitives.WriteUInt64LittleEndian(destination[8..], High);
    }

    // For a coefficient of at most 34 digits and an exponent in range; everything else goes through Fit.
    internal static Decimal128 FromParts(bool isNegative, UInt128 coefficient, int exponent) =>
        new((isNegative ? SignBit : 0) | ((ulong)(exponent - ExponentMin) << 49) | (ulong)(coefficient >> 64),
            (ulong)coefficient);
}
