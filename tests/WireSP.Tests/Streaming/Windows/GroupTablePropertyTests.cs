using System.Text;
using WireSP.Bson;
using WireSP.Streaming.Windows;

namespace WireSP.Tests.Streaming.Windows;

public class GroupTablePropertyTests
{
    [Fact]
    public void Keys_are_one_exactly_when_the_language_calls_them_equal() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var table = new GroupTable();
        List<BsonValue> known = [];
        for (var i = 0; i < 300; i++)
        {
            var key = Key(random);
            var expected = known.FindIndex(one => BsonValueComparer.Equals(one, key));
            if (expected < 0)
            {
                expected = known.Count;
                known.Add(key);
            }

            Assert.Equal(expected, Find(table, key, random));
        }

        for (var group = 0; group < known.Count; group++)
        {
            Assert.Equal(known[group].Type, table.KeyOf(group).Type);
            Assert.True(BsonValueComparer.Equals(known[group], table.KeyOf(group)));
        }
    });

    [Fact]
    public void Integers_that_differ_only_in_their_upper_half_do_not_crowd_together()
    {
        var table = new GroupTable();
        for (var i = 0L; i < 200_000; i++)
        {
            Assert.Equal(i, table.FindOrAdd(i << 40));
        }
    }

    [Fact]
    public void Texts_of_any_length_are_found_alike_singly_and_together() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var table = new GroupTable();
        Dictionary<string, int> known = [];
        for (var i = 0; i < 200; i++)
        {
            // Many begin alike, and differ only in their last character or their length.
            var text = new string('x', random.Next(20)) + (char)('x' + random.Next(3));
            var expected = known.TryGetValue(text, out var group) ? group : known[text] = known.Count;
            var bytes = Encoding.UTF8.GetBytes(text);

            Assert.Equal(expected, random.Next(2) == 0 ? table.FindOrAddText(bytes) : FindText(table, bytes, random));
        }
    });

    // By the value, or by what it is of where the table takes that.
    private static int Find(GroupTable table, BsonValue key, Random random) => key.Type switch
    {
        BsonType.Int32 or BsonType.Int64 when random.Next(2) == 0 => table.FindOrAddInteger(key.Type, key.Payload),
        BsonType.String when random.Next(3) == 0 => table.FindOrAddText(key.AsStringUtf8),
        BsonType.String when random.Next(2) == 0 => FindText(table, key.AsStringUtf8, random),
        _ => table.FindOrAdd(key),
    };

    // With and without room behind it to load more than the text.
    private static int FindText(GroupTable table, ReadOnlySpan<byte> text, Random random)
    {
        var before = random.Next(5);
        var buffer = new byte[before + text.Length + (random.Next(3) * 10)];
        random.NextBytes(buffer);
        text.CopyTo(buffer.AsSpan(before));
        Span<int> groups = stackalloc int[1];
        table.FindOrAddTexts(buffer, [((long)before << 32) | (uint)text.Length], groups);
        return groups[0];
    }

    // From few values in many types, so that equals of another type come up.
    private static BsonValue Key(Random random)
    {
        var number = random.Next(-20, 20);
        return random.Next(11) switch
        {
            0 => number,
            1 => (long)number,
            2 => (double)number,
            3 => number / 2.0,
            4 => BsonValue.FromDecimal128(Decimal128.FromInt64(number)),
            5 => BsonValue.FromDecimal128(Decimal128.Parse($"{number}.50")),
            6 => $"{number}",
            7 => BsonValue.FromDateTimeMs(number),
            9 => BsonValue.FromTextUtf8(BsonType.Symbol, Encoding.UTF8.GetBytes($"{number}"), 0, $"{number}".Length),
            8 => new BsonDocumentBuilder { { "a", number }, { "b", random.Next(2) } }.ToDocument(),
            _ => (long)number << 40,
        };
    }
}
