using WireSP.Bson;

namespace WireSP.TestKit.Bson;

/// <summary>
/// Random documents of every BSON type from one seed, rich in the edges where types meet: zeros, specials, neighbours
/// of powers of two, texts that need escapes. The same seed gives the same documents everywhere.
/// </summary>
public sealed class RandomBson(int seed)
{
    private static readonly BsonType[] Types =
    [
        BsonType.Double, BsonType.String, BsonType.Document, BsonType.Array, BsonType.Binary, BsonType.Undefined,
        BsonType.ObjectId, BsonType.Boolean, BsonType.DateTime, BsonType.Null, BsonType.RegularExpression,
        BsonType.DbPointer, BsonType.JavaScript, BsonType.Symbol, BsonType.JavaScriptWithScope, BsonType.Int32,
        BsonType.Timestamp, BsonType.Int64, BsonType.Decimal128, BsonType.MinKey, BsonType.MaxKey,
    ];

    private static readonly double[] Doubles =
    [
        0.0, -0.0, 1.0, -1.0, 0.5, 2.5, 0.1, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
        double.Epsilon, double.MaxValue, 9007199254740992.0, 9007199254740994.0, 9223372036854775808.0, 1e300,
    ];

    private static readonly long[] Longs =
    [
        0, 1, -1, 2, int.MaxValue, int.MinValue, 2147483648, 9007199254740991, 9007199254740992, 9007199254740993,
        long.MaxValue, long.MinValue, 253402300799999, 253402300800000, -62135596800001, 1700000000123,
    ];

    private static readonly string[] Texts =
    [
        "", "a", "b", "ab", "a\"b", "back\\slash", "line\nbreak", "\u0001", "é", "日本", "😀",
        "a longer text, past 16 bytes",
        "\u007f", "$a", "a.b", "NaN", "0123456789abcdef0123456789abcdef",
    ];

    private readonly Random _random = new(seed);

    /// <summary>A document of up to six elements that nests at most <paramref name="depth"/> levels.</summary>
    public BsonDocument NextDocument(int depth = 3)
    {
        var writer = new BsonWriter();
        WriteDocument(writer, depth);
        return writer.ToDocument();
    }

    /// <summary>A value of any type; documents and arrays nest at most <paramref name="depth"/> levels.</summary>
    public BsonValue NextValue(int depth = 2)
    {
        var writer = new BsonWriter();
        var start = writer.BeginDocument();
        WriteElement(writer, "v"u8, depth);
        writer.End(start);
        return writer.ToDocument()["v"];
    }

    /// <summary>A number of any type, close to the places where types differ.</summary>
    public BsonValue NextNumber() => _random.Next(4) switch
    {
        0 => (int)NextLong(),
        1 => NextLong(),
        2 => NextDouble(),
        _ => NextDecimal(),
    };

    private void WriteDocument(BsonWriter writer, int depth)
    {
        var start = writer.BeginDocument();
        for (var count = _random.Next(7); count > 0; count--)
        {
            WriteElement(writer, System.Text.Encoding.UTF8.GetBytes(Pick(Texts)), depth);
        }

        writer.End(start);
    }

    private void WriteElement(BsonWriter writer, ReadOnlySpan<byte> name, int depth)
    {
        var type = Pick(Types);
        if (depth == 0 && type is BsonType.Document or BsonType.Array)
        {
            type = BsonType.Int32;
        }

        writer.WriteHeader(type, name);
        if (type == BsonType.Array)
        {
            WriteArray(writer, depth - 1);
        }
        else if (type == BsonType.Document)
        {
            WriteDocument(writer, depth - 1);
        }
        else
        {
            WriteScalar(writer, type);
        }
    }

    private void WriteArray(BsonWriter writer, int depth)
    {
        var start = writer.BeginDocument();
        var count = _random.Next(5);
        for (var i = 0; i < count; i++)
        {
            WriteElement(writer, System.Text.Encoding.ASCII.GetBytes($"{i}"), depth);
        }

        writer.End(start);
    }

    private void WriteScalar(BsonWriter writer, BsonType type)
    {
        switch (type)
        {
            case BsonType.Int32:
                writer.WriteRawInt32((int)NextLong());
                break;
            case BsonType.Int64 or BsonType.DateTime or BsonType.Timestamp:
                writer.WriteRawInt64(NextLong());
                break;
            case BsonType.Double:
                writer.WriteRawInt64(BitConverter.DoubleToInt64Bits(NextDouble()));
                break;
            case BsonType.Boolean:
                writer.WriteRaw([(byte)_random.Next(2)]);
                break;
            case BsonType.String or BsonType.Symbol or BsonType.JavaScript:
                writer.WriteValueBytes(Pick(Texts));
                break;
            case BsonType.ObjectId:
                writer.WriteRaw(NextBytes(ObjectId.Size));
                break;
            case BsonType.Decimal128:
                writer.WriteValueBytes(NextDecimal());
                break;
            case BsonType.Binary:
                writer.WriteValueBytes(BsonValue.FromBinary(NextBytes(_random.Next(20)), (byte)_random.Next(6, 200)));
                break;
            case BsonType.RegularExpression:
                writer.WriteValueBytes(BsonValue.FromRegularExpression(Pick(Texts), _random.Next(2) == 0 ? "" : "im"));
                break;
            case BsonType.DbPointer:
                writer.WriteValueBytes(Pick(Texts));
                writer.WriteRaw(NextBytes(ObjectId.Size));
                break;
            case BsonType.JavaScriptWithScope:
                var start = writer.Position;
                writer.WriteRawInt32(0);
                writer.WriteValueBytes(Pick(Texts));
                WriteDocument(writer, 0);
                writer.PatchInt32(start, writer.Position - start);
                break;
        }
    }

    private long NextLong() => _random.Next(3) == 0 ? _random.NextInt64() >> _random.Next(64) : Pick(Longs);

    private double NextDouble() => _random.Next(4) switch
    {
        0 => BitConverter.Int64BitsToDouble(_random.NextInt64(long.MinValue, long.MaxValue)),
        1 => NextLong(),
        _ => Pick(Doubles),
    };

    // Any exponent and coefficient, and half of them small so that they meet the other types.
    private Decimal128 NextDecimal()
    {
        var sign = (ulong)_random.Next(2) << 63;
        return _random.Next(8) switch
        {
            0 => Decimal128.NaN,
            1 => Decimal128.PositiveInfinity,
            2 => Decimal128.NegativeInfinity,
            3 => new(sign | ((ulong)_random.Next(12287) << 49), (ulong)_random.NextInt64()),
            4 => new(sign | ((ulong)_random.Next(6176 - 20, 6176 + 4) << 49), (ulong)NextLong() & long.MaxValue),
            5 => Decimal128.FromInt64(NextLong()),
            _ => new(sign | ((ulong)_random.Next(6176 - 4, 6176 + 2) << 49), (ulong)_random.Next(30)),
        };
    }

    private byte[] NextBytes(int count)
    {
        var bytes = new byte[count];
        _random.NextBytes(bytes);
        return bytes;
    }

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}
