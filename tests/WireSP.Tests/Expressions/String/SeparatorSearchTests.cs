using WireSP.Expressions.Nodes;
using WireSP.Expressions.Operators;

namespace WireSP.Tests.Expressions.Operators;

public class SeparatorSearchTests
{
    [Fact]
    public void Separators_are_found_from_left_to_right() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var text = new byte[random.Next(100)];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = (byte)"ab/"[random.Next(3)];
        }

        byte[] separator = random.Next(2) == 0 ? "/"u8.ToArray() : "ab"u8.ToArray();
        var expected = new List<int>();
        for (var i = 0; i + separator.Length <= text.Length; i++)
        {
            if (text.AsSpan(i, separator.Length).SequenceEqual(separator))
            {
                expected.Add(i);
                i += separator.Length - 1;
            }
        }

        var memo = new Memo();
        SeparatorSearch.Find(text, separator, int.MaxValue, memo);
        Assert.Equal(expected, memo.Ends.Take(memo.Count));

        var wanted = random.Next(5);
        memo.Count = 0;
        SeparatorSearch.Find(text, separator, wanted, memo);
        Assert.InRange(memo.Count, Math.Min(wanted, expected.Count), expected.Count);
        Assert.Equal(expected.Take(memo.Count), memo.Ends.Take(memo.Count));
    });
}
