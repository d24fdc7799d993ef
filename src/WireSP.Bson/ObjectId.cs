using System.Buffers.Binary;
using System.Security.Cryptography;

namespace WireSP.Bson;

/// <summary>
/// Twelve bytes: seconds since 1970, a random number per process, a counter
/// (https://github.com/mongodb/specifications, bson-objectid).
/// </summary>
public readonly struct ObjectId : IEquatable<ObjectId>
{
    /// <summary>Bytes of an object id.</summary>
    public const int Size = 12;

    private static readonly ulong ProcessRandom = BinaryPrimitives.ReadUInt64LittleEndian(RandomBytes(8));
    private static int _counter = BinaryPrimitives.ReadInt32LittleEndian(RandomBytes(4));

    private readonly ulong _high;
    private readonly uint _low;

    /// <summary>Reads an object id from twelve bytes.</summary>
    public ObjectId(ReadOnlySpan<byte> bytes)
    {
        _high = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _low = BinaryPrimitives.ReadUInt32BigEndian(bytes[8..]);
    }

    /// <summary>Seconds since 1970-01-01 UTC in the first four bytes.</summary>
    public uint TimestampSeconds => (uint)(_high >> 32);

    /// <summary>Whether two ids are the same bytes.</summary>
    public static bool operator ==(ObjectId left, ObjectId right) => left.Equals(right);

    /// <summary>Whether two ids differ.</summary>
    public static bool operator !=(ObjectId left, ObjectId right) => !left.Equals(right);

    /// <summary>A new id for the clock's present second.</summary>
    public static ObjectId New(TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        Span<byte> bytes = stackalloc byte[Size];
        if (clock is SeededClock seeded)
        {
            seeded.Fill(bytes[4..]);
            BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)clock.GetUtcNow().ToUnixTimeSeconds());
            return new ObjectId(bytes);
        }

        BinaryPrimitives.WriteUInt64LittleEndian(bytes[4..], ProcessRandom);
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)clock.GetUtcNow().ToUnixTimeSeconds());
        var counter = Interlocked.Increment(ref _counter);
        bytes[9] = (byte)(counter >> 16);
        bytes[10] = (byte)(counter >> 8);
        bytes[11] = (byte)counter;
        return new ObjectId(bytes);
    }

    /// <summary>Parses 24 hexadecimal digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out ObjectId id)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (text.Length == 2 * Size
            && Convert.FromHexString(text, bytes, out _, out _) == System.Buffers.OperationStatus.Done)
        {
            id = new ObjectId(bytes);
            return true;
        }

        id = default;
        return false;
    }

    /// <summary>Writes the twelve bytes.</summary>
    public void CopyTo(Span<byte> destination)
    {
        BinaryPrimitives.WriteUInt64BigEndian(destination, _high);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], _low);
    }

    /// <inheritdoc/>
    public bool Equals(ObjectId other) => _high == other._high && _low == other._low;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ObjectId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_high, _low);

    /// <summary>24 lower-case hexadecimal digits.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Size];
        CopyTo(bytes);
        return Convert.ToHexStringLower(bytes);
    }

    private static byte[] RandomBytes(int count) => RandomNumberGenerator.GetBytes(count);
}
