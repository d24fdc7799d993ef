using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace WireSP.Bson;

/// <content>Hashes that agree with equality. They are the same in every process and version of one format.</content>
public static partial class BsonValueComparer
{
    private const ulong NumberSeed = 0x9E3779B97F4A7C15;
    private const ulong NaNSeed = 0xD6E8FEB86659FD93;

    /// <summary>A hash that equal values share: <c>1</c>, <c>1.0</c> and a decimal 1 hash alike.</summary>
    /// <exception cref="BsonFormatException">A document is malformed or nests too deeply.</exception>
    public static ulong Hash(in BsonValue value) => Hash(value, BsonLimits.NestingDepthMax);

    /// <summary>As <see cref="Hash(in BsonValue)"/>, of a string.</summary>
    /// <param name="utf8">Its bytes.</param>
    public static ulong HashText(ReadOnlySpan<byte> utf8) => ByteHash.Of(utf8, Ranks[(byte)BsonType.String]);

    /// <summary>As <see cref="HashText"/>, of up to 16 bytes with zeros behind them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong HashPaddedText(Vector128<byte> utf8, int length) =>
        ByteHash.OfPadded(utf8, length, Ranks[(byte)BsonType.String]);

    private static ulong Hash(in BsonValue value, int depthLeft)
    {
        switch (value.Type)
        {
            case BsonType.Int32 or BsonType.Int64:
                return HashInteger(value.Payload);
            case BsonType.Double:
                return HashDouble(value.AsDouble);
            case BsonType.Decimal128:
                return HashDecimal(value.AsDecimal128);
            case BsonType.String or BsonType.Symbol:
                return HashText(value.Bytes);
            case BsonType.Document:
                return HashDocument(value.AsDocument, depthLeft, withNames: true);
            case BsonType.Array:
                return HashDocument(value.AsArray.AsDocument, depthLeft, withNames: false);
            case BsonType.Boolean or BsonType.DateTime or BsonType.Timestamp:
                return ByteHash.Mix((ulong)value.Payload, Ranks[(byte)value.Type]);
            case BsonType.Binary:
                return ByteHash.Of(value.Bytes, Ranks[(byte)value.Type] + ((ulong)value.BinarySubtype << 8));
            case BsonType.JavaScriptWithScope:
                var code = value.CodeWithScope(out var scope);
                return ByteHash.Of(code, HashDocument(scope, depthLeft, withNames: true));
            default:
                // Types whose equality is that of their bytes, and those that have none.
                return ByteHash.Of(value.Buffer is null ? [] : value.Bytes, Ranks[(byte)value.Type]);
        }
    }

    private static ulong HashInteger(long value) => ByteHash.Mix((ulong)value, NumberSeed);

    private static ulong HashDouble(double value)
    {
        if (value >= -TwoTo63 && value < TwoTo63 && (long)value == value)
        {
            return HashInteger((long)value);
        }

        return double.IsNaN(value) ? NaNSeed : ByteHash.Mix(BitConverter.DoubleToUInt64Bits(value), NaNSeed);
    }

    // A decimal that is no int64 may still equal a double, which is then the one it rounds to.
    private static ulong HashDecimal(Decimal128 value) =>
        value.TryToInt64Exact(out var integer) ? HashInteger(integer) : HashDouble(value.ToDouble());

    private static ulong HashDocument(BsonDocument document, int depthLeft, bool withNames)
    {
        if (depthLeft == 0)
        {
            BsonThrow.TooDeep();
        }

        var hash = (ulong)Ranks[(byte)(withNames ? BsonType.Document : BsonType.Array)];
        foreach (var element in document)
        {
            if (withNames)
            {
                hash = ByteHash.Of(element.NameUtf8, hash);
            }

            hash = ByteHash.Mix(hash, Hash(element.Value, depthLeft - 1));
        }

        return hash;
    }
}
