namespace WireSP.Bson;

/// <summary>
/// The language's order over values of all types: MinKey, undefined and missing, null, numbers, symbols and strings,
/// documents, arrays, binary, object ids, booleans, dates, timestamps, regular expressions, DBPointers, code, MaxKey.
/// </summary>
/// <remarks>Scalars are compared without allocation; documents and arrays to the depth that any reader
/// follows.</remarks>
public static partial class BsonValueComparer
{
    private static readonly byte[] Ranks = MakeRanks();

    /// <summary>-1, 0 or 1, as <paramref name="left"/> is less than, equal to or greater than the other.</summary>
    /// <exception cref="BsonFormatException">A document is malformed or nests too deeply.</exception>
    public static int Compare(in BsonValue left, in BsonValue right) =>
        Compare(left, right, BsonLimits.NestingDepthMax);

    /// <summary>Element by element: rank of type, then name, then value; a document that is a prefix is less.</summary>
    /// <exception cref="BsonFormatException">A document is malformed or nests too deeply.</exception>
    public static int Compare(BsonDocument left, BsonDocument right) =>
        CompareDocuments(left, right, BsonLimits.NestingDepthMax, withNames: true);

    /// <summary>Whether two values are equal in the language: <c>1</c>, <c>1.0</c> and a decimal 1 are.</summary>
    /// <exception cref="BsonFormatException">A document is malformed or nests too deeply.</exception>
    public static bool Equals(in BsonValue left, in BsonValue right) =>
        left.Type == BsonType.String && right.Type == BsonType.String
            ? left.Bytes.SequenceEqual(right.Bytes)
            : Compare(left, right, BsonLimits.NestingDepthMax) == 0;

    /// <summary>
    /// Where values of a type stand among those of other types; equal for types that compare by value.
    /// </summary>
    public static int RankOf(BsonType type) => Ranks[(byte)type];

    private static int Compare(in BsonValue left, in BsonValue right, int depthLeft)
    {
        var rank = Ranks[(byte)left.Type];
        var otherRank = Ranks[(byte)right.Type];
        if (rank != otherRank)
        {
            return rank < otherRank ? -1 : 1;
        }

        switch (left.Type)
        {
            case BsonType.Int32 or BsonType.Int64 or BsonType.Double or BsonType.Decimal128:
                return CompareNumbers(left, right);
            case BsonType.String or BsonType.Symbol or BsonType.JavaScript or BsonType.ObjectId:
                return Math.Sign(left.Bytes.SequenceCompareTo(right.Bytes));
            case BsonType.Document:
                return CompareDocuments(left.AsDocument, right.AsDocument, depthLeft, withNames: true);
            case BsonType.Array:
                return CompareDocuments(
                    left.AsArray.AsDocument, right.AsArray.AsDocument, depthLeft, withNames: false);
            case BsonType.Boolean or BsonType.DateTime:
                return left.Payload.CompareTo(right.Payload);
            case BsonType.Timestamp:
                return left.AsTimestamp.CompareTo(right.AsTimestamp);
            case BsonType.Binary:
                return CompareBinary(left, right);
            case BsonType.RegularExpression:
                return CompareRegularExpressions(left.Bytes, right.Bytes);
            case BsonType.DbPointer:
                return CompareBySize(left.Bytes, right.Bytes);
            case BsonType.JavaScriptWithScope:
                return CompareCodeWithScope(left, right, depthLeft);
            default:
                return 0;
        }
    }

    private static int CompareDocuments(BsonDocument left, BsonDocument right, int depthLeft, bool withNames)
    {
        if (depthLeft == 0)
        {
            BsonThrow.TooDeep();
        }

        var lefts = left.GetEnumerator();
        var rights = right.GetEnumerator();
        while (true)
        {
            var hasLeft = lefts.MoveNext();
            if (!rights.MoveNext())
            {
                return hasLeft ? 1 : 0;
            }

            if (!hasLeft)
            {
                return -1;
            }

            var order = CompareElements(lefts.Current, rights.Current, depthLeft - 1, withNames);
            if (order != 0)
            {
                return order;
            }
        }
    }

    private static int CompareElements(in BsonElement left, in BsonElement right, int depthLeft, bool withNames)
    {
        if (withNames)
        {
            var order = Ranks[(byte)left.Type] - Ranks[(byte)right.Type];
            if (order == 0)
            {
                order = left.NameUtf8.SequenceCompareTo(right.NameUtf8);
            }

            if (order != 0)
            {
                return order < 0 ? -1 : 1;
            }
        }

        return Compare(left.Value, right.Value, depthLeft);
    }

    private static int CompareBinary(in BsonValue left, in BsonValue right)
    {
        var order = left.Length.CompareTo(right.Length);
        if (order == 0)
        {
            order = left.BinarySubtype - right.BinarySubtype;
        }

        return Math.Sign(order != 0 ? order : left.Bytes.SequenceCompareTo(right.Bytes));
    }

    private static int CompareRegularExpressions(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        // Pattern without its terminator, then options: a prefix is less.
        var leftEnd = BsonLayout.CStringEnd(left, 0);
        var rightEnd = BsonLayout.CStringEnd(right, 0);
        var order = left[..leftEnd].SequenceCompareTo(right[..rightEnd]);
        return Math.Sign(order != 0 ? order : left[(leftEnd + 1)..].SequenceCompareTo(right[(rightEnd + 1)..]));
    }

    private static int CompareBySize(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        var order = left.Length.CompareTo(right.Length);
        return order != 0 ? order : Math.Sign(left.SequenceCompareTo(right));
    }

    private static int CompareCodeWithScope(in BsonValue left, in BsonValue right, int depthLeft)
    {
        var leftCode = left.CodeWithScope(out var leftScope);
        var rightCode = right.CodeWithScope(out var rightScope);
        var order = leftCode.SequenceCompareTo(rightCode);
        return order != 0
            ? Math.Sign(order)
            : CompareDocuments(leftScope, rightScope, depthLeft, withNames: true);
    }

    private static byte[] MakeRanks()
    {
        BsonType[][] ascending =
        [
            [BsonType.MinKey], [BsonType.Missing, BsonType.Undefined], [BsonType.Null],
            [BsonType.Int32, BsonType.Int64, BsonType.Double, BsonType.Decimal128],
            [BsonType.String, BsonType.Symbol], [BsonType.Document], [BsonType.Array], [BsonType.Binary],
            [BsonType.ObjectId], [BsonType.Boolean], [BsonType.DateTime], [BsonType.Timestamp],
            [BsonType.RegularExpression], [BsonType.DbPointer], [BsonType.JavaScript],
            [BsonType.JavaScriptWithScope], [BsonType.MaxKey],
        ];
        var ranks = new byte[256];
        for (var rank = 0; rank < ascending.Length; rank++)
        {
            foreach (var type in ascending[rank])
            {
                ranks[(byte)type] = (byte)rank;
            }
        }

        return ranks;
    }
}
