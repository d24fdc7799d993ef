using WireSP.Bson;
using WireSP.TestKit.Bson;

namespace WireSP.Tests.Bson;

public class BsonValueComparerTests
{
    private static readonly BsonValue[] OneOfEachRank =
    [
        BsonValue.MinKey, BsonValue.Undefined, BsonValue.Null, 1, "a", BsonDocument.Empty, BsonArray.Empty,
        BsonValue.FromBinary([1]), new ObjectId(new byte[12]), false, BsonValue.FromDateTimeMs(0),
        BsonValue.FromTimestamp(0), BsonValue.FromRegularExpression("a", ""), DbPointer("n"),
        BsonValue.FromJavaScript("f"), CodeWithScope("f", BsonDocument.Empty), BsonValue.MaxKey,
    ];

    [Fact]
    public void Types_stand_in_the_order_of_the_language()
    {
        for (var i = 0; i < OneOfEachRank.Length; i++)
        {
            for (var j = 0; j < OneOfEachRank.Length; j++)
            {
                Assert.Equal(i.CompareTo(j), BsonValueComparer.Compare(OneOfEachRank[i], OneOfEachRank[j]));
            }
        }
    }

    [Fact]
    public void Missing_and_undefined_stand_before_null()
    {
        Assert.Equal(0, BsonValueComparer.Compare(BsonValue.Missing, BsonValue.Undefined));
        Assert.Equal(-1, BsonValueComparer.Compare(BsonValue.Missing, BsonValue.Null));
        Assert.Equal(BsonValueComparer.Hash(BsonValue.Missing), BsonValueComparer.Hash(BsonValue.Undefined));
    }

    [Fact]
    public void Numbers_of_all_types_compare_by_exact_value()
    {
        Ascending(
            double.NaN, double.NegativeInfinity, long.MinValue, -9007199254740993, -9007199254740992.0, -1, -0.5, 0,
            double.Epsilon, 0.5, 1, 9007199254740992.0, 9007199254740993, long.MaxValue, 9223372036854775808.0, 1e300,
            double.PositiveInfinity);
    }

    [Fact]
    public void Decimals_compare_exactly_with_doubles_and_longs()
    {
        // A tenth as a double is a little more than the decimal tenth.
        Ascending(Decimal(1, -1), 0.1);
        Ascending(Decimal(-1, -6176), 0, Decimal(1, -6176), double.Epsilon);
        Ascending(9007199254740992.0, Decimal(9007199254740993, 0), 9007199254740994.0);
        Ascending(1e300, Decimal(1, 301), Decimal(1, 6000), double.PositiveInfinity);
        Ascending(Decimal128.NegativeInfinity, Decimal(-1, 6000), -1e300);
        Ascending(double.MaxValue, Decimal(1, 309));
    }

    [Fact]
    public void Equal_numbers_of_all_types_are_equal_and_hash_alike()
    {
        AllEqual(1, 1L, 1.0, Decimal(1, 0), Decimal(10, -1), Decimal(1000, -3));
        AllEqual(0, 0L, 0.0, -0.0, Decimal(0, 0), Decimal(0, -5), Decimal128.FromParts(true, 0, 3));
        AllEqual(double.NaN, Decimal128.NaN, BitConverter.Int64BitsToDouble(-1));
        AllEqual(double.PositiveInfinity, Decimal128.PositiveInfinity);
        AllEqual(2.5, Decimal(25, -1), Decimal(2500, -3));
        AllEqual(9223372036854775808.0, Decimal(9223372036854775807, 0, plus: 1));
        AllEqual(long.MinValue, -9223372036854775808.0);
    }

    [Fact]
    public void Strings_and_symbols_compare_bytewise()
    {
        Ascending("", "A", "a", "a\0", "aa", "b", "é", "\uffff", "😀");
        var symbol = BsonValue.FromTextUtf8(BsonType.Symbol, "ab"u8.ToArray(), 0, 2);
        AllEqual(symbol, "ab");
    }

    [Fact]
    public void Documents_compare_by_type_then_name_then_value()
    {
        Ascending(
            BsonDocument.Empty,
            new BsonDocumentBuilder { { "b", 1 } }.ToDocument(),
            new BsonDocumentBuilder { { "b", 1 }, { "a", 1 } }.ToDocument(),
            new BsonDocumentBuilder { { "b", 2 } }.ToDocument(),
            new BsonDocumentBuilder { { "a", "x" } }.ToDocument());
    }

    [Fact]
    public void Arrays_compare_value_by_value()
    {
        Ascending(
            BsonArray.Empty,
            new BsonArrayBuilder { 1 }.ToArray(),
            new BsonArrayBuilder { 1, 1 }.ToArray(),
            new BsonArrayBuilder { 2 }.ToArray(),
            new BsonArrayBuilder { "a" }.ToArray());
    }

    [Fact]
    public void Binary_compares_by_length_then_subtype_then_bytes() => Ascending(
        BsonValue.FromBinary([9]), BsonValue.FromBinary([9], 5), BsonValue.FromBinary([1, 1]),
        BsonValue.FromBinary([1, 2]));

    [Fact]
    public void Scalars_compare_by_their_own_rule()
    {
        Ascending(false, true);
        Ascending(BsonValue.FromDateTimeMs(long.MinValue), BsonValue.FromDateTimeMs(-1), BsonValue.FromDateTimeMs(0));
        Ascending(BsonValue.FromTimestamp(1), BsonValue.FromTimestamp(ulong.MaxValue));
        Ascending(
            BsonValue.FromRegularExpression("a", ""), BsonValue.FromRegularExpression("a", "i"),
            BsonValue.FromRegularExpression("ab", ""));
        Ascending(DbPointer("zz"), DbPointer("aaa"));
        Ascending(
            CodeWithScope("f", BsonDocument.Empty),
            CodeWithScope("f", new BsonDocumentBuilder { { "a", 1 } }.ToDocument()),
            CodeWithScope("g", BsonDocument.Empty));
        AllEqual(
            CodeWithScope("f", new BsonDocumentBuilder { { "a", 1 } }.ToDocument()),
            CodeWithScope("f", new BsonDocumentBuilder { { "a", 1.0 } }.ToDocument()));
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_a_typed_error()
    {
        var atLimit = Nested(BsonLimits.NestingDepthMax);
        Assert.Equal(0, BsonValueComparer.Compare(atLimit, atLimit.Copy()));
        Assert.NotEqual(0UL, BsonValueComparer.Hash(atLimit));

        var beyond = Nested(BsonLimits.NestingDepthMax + 1);
        Assert.Throws<BsonFormatException>(() => BsonValueComparer.Compare(beyond, beyond.Copy()));
        Assert.Throws<BsonFormatException>(() => BsonValueComparer.Hash(beyond));
    }

    [Fact]
    public void The_order_is_total_and_hashes_agree_with_it() => Property.ForAllSeeds(seed =>
    {
        var random = new RandomBson(seed);
        BsonValue[] values =
        [
            random.NextNumber(), random.NextNumber(), random.NextNumber(), random.NextValue(), random.NextValue(),
            random.NextValue(),
        ];
        foreach (var a in values)
        {
            Assert.Equal(0, BsonValueComparer.Compare(a, a));
            foreach (var b in values)
            {
                var order = BsonValueComparer.Compare(a, b);
                Assert.Equal(-order, BsonValueComparer.Compare(b, a));
                Assert.Equal(order == 0, BsonValueComparer.Equals(a, b));
                Assert.True(order != 0 || BsonValueComparer.Hash(a) == BsonValueComparer.Hash(b));
                foreach (var c in values)
                {
                    Assert.True(order > 0 || BsonValueComparer.Compare(b, c) > 0
                        || BsonValueComparer.Compare(a, c) <= 0);
                }
            }
        }
    });

    [Fact]
    public void Comparing_and_hashing_scalars_allocates_nothing()
    {
        BsonValue[] scalars = [1, 2L, 2.5, Decimal(25, -1), "text", true, BsonValue.FromDateTimeMs(5)];
        CompareAll(scalars);
        var before = GC.GetAllocatedBytesForCurrentThread();
        CompareAll(scalars);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void CompareAll(ReadOnlySpan<BsonValue> values)
    {
        foreach (ref readonly var a in values)
        {
            _ = BsonValueComparer.Hash(a);
            foreach (ref readonly var b in values)
            {
                _ = BsonValueComparer.Compare(a, b);
            }
        }
    }

    private static void Ascending(params BsonValue[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                Assert.Equal(i.CompareTo(j), BsonValueComparer.Compare(values[i], values[j]));
            }
        }
    }

    private static void AllEqual(params BsonValue[] values)
    {
        foreach (var value in values)
        {
            Assert.Equal(0, BsonValueComparer.Compare(values[0], value));
            Assert.True(BsonValueComparer.Equals(value, values[0]));
            Assert.Equal(BsonValueComparer.Hash(values[0]), BsonValueComparer.Hash(value));
        }
    }

    private static Decimal128 Decimal(long coefficient, int exponent, int plus = 0) =>
        Decimal128.FromParts(coefficient < 0, (UInt128)Math.Abs(coefficient) + (uint)plus, exponent);

    private static BsonValue Nested(int levels)
    {
        BsonValue value = BsonDocument.Empty;
        for (; levels > 1; levels--)
        {
            value = new BsonDocumentBuilder { { "a", value } }.ToDocument();
        }

        return value;
    }

    private static BsonValue DbPointer(string collection)
    {
        var writer = new BsonWriter();
        var start = writer.BeginDocument();
        writer.WriteHeader(BsonType.DbPointer, "v"u8);
        writer.WriteValueBytes(collection);
        writer.WriteRaw(new byte[12]);
        writer.End(start);
        return writer.ToDocument()["v"];
    }

    private static BsonValue CodeWithScope(string code, BsonDocument scope)
    {
        var writer = new BsonWriter();
        var start = writer.BeginDocument();
        writer.WriteHeader(BsonType.JavaScriptWithScope, "v"u8);
        var valueAt = writer.Position;
        writer.WriteRawInt32(0);
        writer.WriteValueBytes(code);
        writer.WriteRaw(scope.Span);
        writer.PatchInt32(valueAt, writer.Position - valueAt);
        writer.End(start);
        return writer.ToDocument()["v"];
    }
}
