using WireSP.Bson;
using WireSP.TestKit.Bson;

namespace WireSP.Tests.Bson;

public class BsonKeyTests
{
    [Fact]
    public void Keys_compare_as_the_language_orders_the_values()
    {
        var random = new RandomBson(seed: 20);
        var values = new List<BsonValue>();
        for (var count = 0; count < 300; count++)
        {
            values.Add(random.NextValue(depth: 3));
            values.Add(random.NextNumber());
        }

        foreach (var left in values)
        {
            var leftKey = BsonKey.Of(left);
            foreach (var right in values)
            {
                Assert.Equal(
                    BsonValueComparer.Compare(left, right),
                    Math.Sign(leftKey.AsSpan().SequenceCompareTo(BsonKey.Of(right))));
            }
        }
    }

    [Fact]
    public void Equal_numbers_of_all_types_have_one_key()
    {
        var key = BsonKey.Of(1);

        Assert.Equal(key, BsonKey.Of(1L));
        Assert.Equal(key, BsonKey.Of(1.0));
        Assert.Equal(key, BsonKey.Of(Decimal128.Parse("1.000")));
    }

    [Theory]
    [InlineData("9007199254740992", "9007199254740993")]
    [InlineData("9007199254740993", "9007199254740994")]
    [InlineData("-9007199254740993", "-9007199254740992")]
    [InlineData("-1E+6000", "-1E+400")]
    [InlineData("1E+400", "1E+6000")]
    [InlineData("-1E-6000", "0")]
    [InlineData("0", "1E-6000")]
    [InlineData("0.1", "0.10000000000000000555")]
    public void Decimals_that_no_double_holds_keep_their_order(string less, string greater) =>
        Assert.True(
            BsonKey.Of(Decimal128.Parse(less)).AsSpan().SequenceCompareTo(BsonKey.Of(Decimal128.Parse(greater))) < 0);

    [Fact]
    public void A_long_beyond_the_doubles_and_the_equal_decimal_have_one_key() =>
        Assert.Equal(BsonKey.Of(9007199254740993), BsonKey.Of(Decimal128.Parse("9007199254740993.0")));

    [Fact]
    public void A_list_of_keys_compares_as_the_list_of_values()
    {
        Assert.True(KeyOf("a", 9).AsSpan().SequenceCompareTo(KeyOf("a\0", 1)) < 0);
        Assert.True(KeyOf("a", 1).AsSpan().SequenceCompareTo(KeyOf("a", 2)) < 0);
    }

    private static byte[] KeyOf(BsonValue first, BsonValue second)
    {
        var writer = new BsonWriter();
        BsonKey.Append(writer, first);
        BsonKey.Append(writer, second);
        return writer.Written.ToArray();
    }
}
