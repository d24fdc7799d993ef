using WireSP.Bson;
using WireSP.Streaming.Windows;

namespace WireSP.Tests.Streaming.Windows;

public class GroupTableTests
{
    [Fact]
    public void Keys_keep_their_numbers_while_the_table_grows()
    {
        var table = new GroupTable();
        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal(2 * i, table.FindOrAdd(i));
            Assert.Equal((2 * i) + 1, table.FindOrAdd($"key {i}"));
        }

        for (var i = 0; i < 10_000; i++)
        {
            Assert.Equal(2 * i, table.FindOrAdd((double)i));
            Assert.Equal((2 * i) + 1, table.FindOrAdd($"key {i}"));
            Assert.Equal(i, table.KeyOf(2 * i).AsInt32);
            Assert.Equal($"key {i}", table.KeyOf((2 * i) + 1).AsString);
        }

        Assert.Equal(20_000, table.Count);
    }

    [Theory]
    [InlineData(3, 0)]
    [InlineData(16, 0)]
    [InlineData(1000, 0)]
    [InlineData(1000, 1500)]
    [InlineData(20, 2000)]
    public void A_copy_has_the_keys_under_their_numbers(int count, int hadBefore)
    {
        var table = new GroupTable();
        for (var i = 0; i < count; i++)
        {
            _ = table.FindOrAdd(KeyOf(i));
        }

        var copy = new GroupTable();
        for (var i = 0; i < hadBefore; i++)
        {
            _ = copy.FindOrAdd($"before {i}");
        }

        copy.Clear();
        copy.CopyFrom(table);
        Assert.Equal(count, copy.Count);
        Assert.Equal(count, copy.FindOrAdd("new"));
        Assert.Equal(count, table.FindOrAdd("another"));
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(i, copy.FindOrAdd(KeyOf(i)));
            Assert.Equal(KeyOf(i).ToString(), copy.KeyOf(i).ToString());
        }

        static BsonValue KeyOf(int i) => (i % 3) switch
        {
            0 => BsonValue.FromInt64(i),
            1 => BsonValue.FromDouble(i + 0.5),
            _ => $"a key that is longer than a vector {i}",
        };
    }

    [Fact]
    public void A_cleared_table_knows_nothing_and_gives_memory_back()
    {
        var table = new GroupTable();
        for (var i = 0; i < 100_000; i++)
        {
            _ = table.FindOrAdd(i);
        }

        var grown = table.StateBytes;
        for (var i = 0; i < 20; i++)
        {
            table.Clear();
            Assert.Equal(0, table.FindOrAdd("first"));
        }

        Assert.Equal(1, table.Count);
        Assert.InRange(table.StateBytes, 1, grown / 100);
    }

    [Fact]
    public void Not_a_number_is_one_key_and_both_zeros_are_one()
    {
        var table = new GroupTable();

        Assert.Equal(0, table.FindOrAdd(double.NaN));
        Assert.Equal(0, table.FindOrAdd(double.NaN));
        Assert.Equal(1, table.FindOrAdd(0.0));
        Assert.Equal(1, table.FindOrAdd(-0.0));
        Assert.Equal(1, table.FindOrAdd(0));
    }

    [Fact]
    public void Null_and_values_of_other_types_are_keys_of_their_own()
    {
        var table = new GroupTable();
        BsonValue[] keys =
        [
            BsonValue.Null, false, true, 1, "1", BsonValue.FromDateTimeMs(1), BsonValue.FromTimestamp(1),
            BsonDocument.Empty, BsonArray.Empty, BsonValue.MinKey, BsonValue.MaxKey, BsonValue.FromBinary([1]),
        ];

        for (var i = 0; i < keys.Length; i++)
        {
            Assert.Equal(i, table.FindOrAdd(keys[i]));
        }

        for (var i = 0; i < keys.Length; i++)
        {
            Assert.Equal(i, table.FindOrAdd(keys[i]));
            Assert.Equal(keys[i].Type, table.KeyOf(i).Type);
        }
    }
}
