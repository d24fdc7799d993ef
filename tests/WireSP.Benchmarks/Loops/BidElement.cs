using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using WireSP.Bson;

namespace WireSP.Benchmarks.Loops;

/// <summary>Elements of bids whose shape is not known: what a loop for any document walks by name.</summary>
internal static unsafe class BidElement
{
    private const byte DoubleType = 0x01;
    private const byte TextType = 0x02;
    private const byte NullType = 0x0A;
    private const byte Int32Type = 0x10;
    private const byte Int64Type = 0x12;
    private const byte DecimalType = 0x13;

    private static readonly Decimal128 Rate = Decimal128.FromDouble(CurrencyLoop.Rate);

    /// <summary>The name of the element there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Name(byte* element) =>
        MemoryMarshal.CreateReadOnlySpanFromNullTerminated(element + 1);

    /// <summary>Where an element of that type ends whose value is there.</summary>
    public static byte* End(byte type, byte* value) => type switch
    {
        DoubleType or 0x09 or Int64Type => value + 8,
        TextType => value + 4 + *(int*)value,
        0x03 => value + *(int*)value,
        Int32Type => value + 4,
        DecimalType => value + Decimal128.Size,
        _ => throw new InvalidOperationException($"the set has an element of type {type}"),
    };

    /// <summary>Writes the price in euro: null without a price; null is also returned where it is a text.</summary>
    /// <param name="price">The element of the price; null when there is none.</param>
    /// <param name="name">The name to write, with its terminator.</param>
    /// <param name="write">Where to write.</param>
    public static byte* WriteEuro(byte* price, ReadOnlySpan<byte> name, byte* write)
    {
        var type = price is null ? NullType : *price;
        if (type == TextType)
        {
            return null;
        }

        *write = type is NullType or DecimalType ? type : DoubleType;
        write = LoopOutput.Copy(write + 1, name);
        var value = price + 1 + "price\0"u8.Length;
        switch (type)
        {
            case NullType:
                return write;
            case DecimalType:
                Decimal128.Multiply(new Decimal128(((ulong*)value)[1], *(ulong*)value), Rate)
                    .CopyTo(new Span<byte>(write, Decimal128.Size));
                return write + Decimal128.Size;
            case Int32Type:
                *(double*)write = *(int*)value * CurrencyLoop.Rate;
                return write + 8;
            case Int64Type:
                *(double*)write = *(long*)value * CurrencyLoop.Rate;
                return write + 8;
            default:
                *(double*)write = *(double*)value * CurrencyLoop.Rate;
                return write + 8;
        }
    }
}
