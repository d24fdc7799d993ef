using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace WireSP.Bson;

/// <summary>
/// One value for each of several rows as one element without a name: numbers of one type as their differences from the
/// least of them, in as few bytes as all of those fit; anything else as elements of a document.
/// </summary>
/// <remarks>
/// <code>
/// binary of subtype 0x80:  u8 type, u8 bytes of a difference (0, 1, 2, 4, 8), u16 rows, i64 least, differences
/// </code>
/// </remarks>
public static class BsonColumn
{
    /// <summary>The most rows that a column has.</summary>
    public const int RowsMax = 256;

    internal const byte PackedSubtype = 0x80;
    internal const int PackedHeaderBytes = 12;

    /// <summary>Writes a column of numbers.</summary>
    /// <param name="writer">Receives the element.</param>
    /// <param name="type">Their type: int32, or one of eight bytes.</param>
    /// <param name="payloads">The numbers' bits as values have them.</param>
    public static void WriteScalars(BsonWriter writer, BsonType type, ReadOnlySpan<long> payloads)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payloads.Length, RowsMax);
        var (least, width) = Measure(payloads);
        var length = PackedHeaderBytes + (payloads.Length * width);
        writer.WriteHeader(BsonType.Binary, []);
        writer.WriteRawInt32(length);
        writer.WriteRaw([PackedSubtype]);
        var packed = writer.GetSpan(length)[..length];
        packed[0] = (byte)type;
        packed[1] = (byte)width;
        BinaryPrimitives.WriteUInt16LittleEndian(packed[2..], (ushort)payloads.Length);
        BinaryPrimitives.WriteInt64LittleEndian(packed[4..], least);
        Pack(payloads, least, width, packed[PackedHeaderBytes..]);
        writer.Advance(length);
    }

    /// <summary>Begins a column of any values, which the caller writes as elements without a name.</summary>
    /// <returns>What to end it with.</returns>
    public static int BeginValues(BsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return writer.BeginDocument([]);
    }

    /// <summary>Ends a column; values that turn out to be numbers of one type are packed.</summary>
    public static void EndValues(BsonWriter writer, int start)
    {
        ArgumentNullException.ThrowIfNull(writer);
        const int HeaderBytes = 2;
        Span<long> payloads = stackalloc long[RowsMax];
        var elements = writer.Written[(start + sizeof(int))..];
        if (!elements.IsEmpty && TryGetScalars(elements, (BsonType)elements[0], ref payloads))
        {
            var type = (BsonType)elements[0];
            writer.Truncate(start - HeaderBytes);
            WriteScalars(writer, type, payloads);
            return;
        }

        writer.End(start);
    }

    private static bool TryGetScalars(ReadOnlySpan<byte> elements, BsonType type, ref Span<long> payloads)
    {
        if (type is not (BsonType.Int32 or BsonType.Int64 or BsonType.Double or BsonType.DateTime))
        {
            return false;
        }

        // A type, no name, its terminator and the number.
        var stride = type == BsonType.Int32 ? 6 : 10;
        var (rows, rest) = Math.DivRem(elements.Length, stride);
        if (rest != 0 || rows > payloads.Length)
        {
            return false;
        }

        for (var i = 0; i < rows; i++)
        {
            var element = elements.Slice(i * stride, stride);
            if (element[0] != (byte)type || element[1] != 0)
            {
                return false;
            }

            payloads[i] = type == BsonType.Int32
                ? BinaryPrimitives.ReadInt32LittleEndian(element[2..])
                : BinaryPrimitives.ReadInt64LittleEndian(element[2..]);
        }

        payloads = payloads[..rows];
        return true;
    }

    private static (long Least, int Width) Measure(ReadOnlySpan<long> payloads)
    {
        if (payloads.IsEmpty)
        {
            return (0, 0);
        }

        var least = payloads[0];
        var greatest = least;
        var at = 0;
        if (payloads.Length >= Vector<long>.Count)
        {
            var leasts = new Vector<long>(payloads);
            var greatests = leasts;
            for (; at <= payloads.Length - Vector<long>.Count; at += Vector<long>.Count)
            {
                var some = new Vector<long>(payloads[at..]);
                leasts = Vector.Min(leasts, some);
                greatests = Vector.Max(greatests, some);
            }

            for (var i = 0; i < Vector<long>.Count; i++)
            {
                least = Math.Min(least, leasts[i]);
                greatest = Math.Max(greatest, greatests[i]);
            }
        }

        foreach (var payload in payloads[at..])
        {
            least = Math.Min(least, payload);
            greatest = Math.Max(greatest, payload);
        }

        var width = ((ulong)greatest - (ulong)least) switch
        {
            0 => 0,
            <= byte.MaxValue => sizeof(byte),
            <= ushort.MaxValue => sizeof(ushort),
            <= uint.MaxValue => sizeof(uint),
            _ => sizeof(ulong),
        };
        return (least, width);
    }

    private static void Pack(ReadOnlySpan<long> payloads, long least, int width, Span<byte> target)
    {
        switch (width)
        {
            case sizeof(byte):
                for (var i = 0; i < payloads.Length; i++)
                {
                    target[i] = (byte)(payloads[i] - least);
                }

                break;
            case sizeof(ushort):
                Pack(payloads, least, MemoryMarshal.Cast<byte, ushort>(target));
                break;
            case sizeof(uint):
                Pack(payloads, least, MemoryMarshal.Cast<byte, uint>(target));
                break;
            case sizeof(ulong):
                Pack(payloads, least, MemoryMarshal.Cast<byte, ulong>(target));
                break;
        }
    }

    private static void Pack(ReadOnlySpan<long> payloads, long least, Span<ushort> target)
    {
        for (var i = 0; i < payloads.Length && i < target.Length; i++)
        {
            target[i] = (ushort)(payloads[i] - least);
        }

        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(target, target);
        }
    }

    private static void Pack(ReadOnlySpan<long> payloads, long least, Span<uint> target)
    {
        for (var i = 0; i < payloads.Length && i < target.Length; i++)
        {
            target[i] = (uint)(payloads[i] - least);
        }

        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(target, target);
        }
    }

    private static void Pack(ReadOnlySpan<long> payloads, long least, Span<ulong> target)
    {
        for (var i = 0; i < payloads.Length && i < target.Length; i++)
        {
            target[i] = (ulong)(payloads[i] - least);
        }

        if (!BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(target, target);
        }
    }
}
