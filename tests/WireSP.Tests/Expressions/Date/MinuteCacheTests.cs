using System.Globalization;
using System.Text;
using WireSP.Expressions.Operators;

namespace WireSP.Tests.Expressions.Operators;

public class MinuteCacheTests
{
    private static readonly string[] Zones = ["Z", "+00:00", "-00:00", "+05:30", "-11:45", "+5:30", "", " Z", "z"];
    private static readonly string[] Fractions = ["", ".5", ".25", ".123", ".123456", ".", ",123"];

    [Fact]
    public void What_it_reads_the_general_reader_reads_alike() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var cache = new MinuteCache();
        for (var i = 0; i < 200; i++)
        {
            var text = Encoding.UTF8.GetBytes(Text(random));
            if (random.Next(3) == 0)
            {
                text[random.Next(text.Length)] = (byte)"0129:/-T.Zx"[random.Next(11)];
            }

            var isGeneral = DateReader.TryRead(text, out var fields);
            if (cache.TryRead(text, out var milliseconds))
            {
                Assert.True(isGeneral, Encoding.UTF8.GetString(text));
                Assert.Equal(fields.ToUtc(Zone.Utc), milliseconds);
            }
        }
    });

    [Theory]
    [InlineData("2023-11-14T22:13:20.123Z", 1_700_000_000_123)]
    [InlineData("2023-11-14T22:13:21.004+00:00", 1_700_000_001_004)]
    [InlineData("2023-11-15T03:43:20.123+05:30", 1_700_000_000_123)]
    [InlineData("2023-11-14T10:28:20-11:45", 1_700_000_000_000)]
    [InlineData("2023-11-14T22:13:20Z", 1_700_000_000_000)]
    public void Reads(string text, long expected)
    {
        var cache = new MinuteCache();
        for (var i = 0; i < 2; i++)
        {
            Assert.True(cache.TryRead(Encoding.UTF8.GetBytes(text), out var milliseconds));
            Assert.Equal(expected, milliseconds);
        }
    }

    // Few minutes, so that the next text is often in the same one.
    private static string Text(Random random)
    {
        var time = new DateTime(1969, 12, 31, 23, 58, 0, DateTimeKind.Utc).AddSeconds(random.Next(240));
        return time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
            + Fractions[random.Next(Fractions.Length)] + Zones[random.Next(Zones.Length)];
    }
}
