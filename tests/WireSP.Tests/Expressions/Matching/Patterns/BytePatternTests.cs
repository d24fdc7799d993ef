using System.Text;
using System.Text.RegularExpressions;
using WireSP.Expressions.Matching;
using WireSP.Expressions.Matching.Patterns;

namespace WireSP.Tests.Expressions.Matching.Patterns;

public class BytePatternTests
{
    private static readonly string[] Parts =
    [
        "a", "b", "ab", "ba", "(", "(?:", ")", ")", "|", "*", "+", "?", "^", "$", ".", "[ab]", "[^a]", "[a-b]", "[b-]",
        "\\d", "\\w", "\\S", "\\n", "\\.", "1", "{2}", "{1,}", "{0,2}", "&", "=", "([^&]*)", "(a)", "(b|)", "[\\d&]",
        "}",
    ];

    [Theory]
    [InlineData("(&|^)channel_id=([^&]*)", "x?channel_id=1&channel_id=23&z", 14, 28, 14, 15, 26, 28)]
    [InlineData("(&|^)channel_id=([^&]*)", "channel_id=", 0, 11, 0, 0, 11, 11)]
    [InlineData("a(b)?", "a", null)]
    [InlineData("(a|ab)(c|bcd)", "abcd", 0, 4, 0, 1, 1, 4)]
    [InlineData("^b|a$", "ba\n", 0, 1)]
    [InlineData("[0-9]{2,3}$", "a12345", 3, 6)]
    [InlineData("(a)|b", "b", 0, 1, -1, -1)]
    [InlineData("(?:(a)b|(a)c)d", "acd", 0, 3, -1, -1, 0, 1)]
    [InlineData("(?:(a)|(a)b)bc", "abbc", 0, 4, -1, -1, 0, 1)]
    [InlineData("a*^ab", "ab", 0, 2)]
    [InlineData("a*(?:(b)|(a)c)", "aab", 0, 3, 2, 3, -1, -1)]
    [InlineData("[ab]*(?:(b)|(a))[^a]*c", "abac", 0, 4, -1, -1, 2, 3)]
    [InlineData("(a|^|$)b", "cab", 1, 3, 1, 2)]
    [InlineData("b(a|$)", "bcb", 2, 3, 3, 3)]
    [InlineData("x*([^&]*)$", "xab\n", 0, 4, 1, 4)]
    [InlineData("[ab]?abc", "ababcabc", 1, 5)]
    [InlineData("(&|;|)key=", "&;key=key=", 1, 6, 1, 2)]
    [InlineData("a{1,3}a", "aaaaaa", 0, 4)]
    public void Finds(string pattern, string text, params int[]? places)
    {
        var compiled = BytePattern.TryParse(pattern);
        if (places is null)
        {
            Assert.Null(compiled);
            return;
        }

        var found = new int[compiled!.PlaceCount];
        Assert.True(compiled.Search(Encoding.ASCII.GetBytes(text), 0, found));
        Assert.Equal(places, found);

        // By the code of the pattern, where there is one.
        compiled.CodeAfter = 1;
        Assert.True(compiled.Search(Encoding.ASCII.GetBytes(text), 0, found));
        Assert.Equal(places, found);
    }

    [Theory]
    [InlineData("a*?")]
    [InlineData("a++")]
    [InlineData("(a)*")]
    [InlineData("\\b")]
    [InlineData("(?i)a")]
    [InlineData("(?<n>a)")]
    [InlineData("(a)\\1")]
    [InlineData("[[:alpha:]]")]
    [InlineData("é")]
    [InlineData("a{")]
    [InlineData("a}")]
    [InlineData("b[ac]}")]
    [InlineData("(a")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("a\\")]
    public void Another_kind_of_pattern_is_not_understood(string pattern) => Assert.Null(BytePattern.TryParse(pattern));

    [Fact]
    public void As_many_choices_as_there_may_be_are_understood_at_once()
    {
        var compiled = BytePattern.TryParse(string.Concat(Enumerable.Repeat("(|a)", 60)) + "b")!;
        var places = new int[compiled.PlaceCount];

        Assert.True(compiled.Search("ab"u8, 0, places));
        Assert.Equal([0, 2], places[..2]);
    }

    [Fact]
    public void A_search_that_goes_back_too_often_is_given_up() =>
        Assert.Null(BytePattern.TryParse("a*a*a*a*a*a*b$")!.Search(
            Encoding.ASCII.GetBytes(new string('a', 500) + "bc"), 0, new int[2]));

    // Few steps, each of which may go through megabytes.
    [Theory]
    [InlineData("a+[bc]", int.MaxValue)]
    [InlineData("[ab]+$", int.MaxValue)]
    [InlineData("a+[bc]", 0)]
    [InlineData("[ab]+$", 0)]
    public void A_search_that_looks_far_from_many_places_is_given_up(string pattern, int codeAfter)
    {
        var compiled = BytePattern.TryParse(pattern)!;
        compiled.CodeAfter = codeAfter;
        var text = Encoding.ASCII.GetBytes(new string('a', 100_000) + "d");

        Assert.False(compiled.Search(text, text.Length - 1000, new int[2]));
        Assert.Null(compiled.Search(text, text.Length - 30_000, new int[2]));
    }

    [Fact]
    public void All_matches_are_those_of_the_general_way()
    {
        var understood = 0;
        Property.ForAllSeeds(seed =>
        {
            var random = new Random(seed);
            for (var i = 0; i < 40; i++)
            {
                var pattern = string.Concat(random.GetItems(Parts, random.Next(1, 8)));
                if (BytePattern.TryParse(pattern) is not { } simple)
                {
                    continue;
                }

                understood++;
                var code = BytePattern.TryParse(pattern)!;
                code.CodeAfter = 0;
                simple.CodeAfter = int.MaxValue;
                var general = RegexPattern.Compile(pattern, "");
                for (var j = 0; j < 10; j++)
                {
                    var text = new string(random.GetItems<char>("aab1&=.\n".AsSpan(), random.Next(12)));
                    var expected = (pattern, text, All(general, text));
                    Assert.Equal(expected, (pattern, text, All(simple, text)));
                    Assert.Equal(expected, (pattern, text, All(code, text)));
                }
            }
        });
        Assert.True(understood > 100);
    }

    private static string All(Regex pattern, string text)
    {
        var found = new StringBuilder();
        foreach (Match match in pattern.Matches(text))
        {
            foreach (Group group in match.Groups)
            {
                found.Append(group.Success ? $"{group.Index}-{group.Index + group.Length} " : "-1--1 ");
            }
        }

        return found.ToString();
    }

    private static string All(BytePattern pattern, string text)
    {
        var found = new StringBuilder();
        var bytes = Encoding.ASCII.GetBytes(text);
        var places = new int[pattern.PlaceCount];
        for (var from = 0; from <= bytes.Length;)
        {
            if (pattern.Search(bytes, from, places) is not true)
            {
                break;
            }

            for (var i = 0; i < places.Length; i += 2)
            {
                found.Append(System.Globalization.CultureInfo.InvariantCulture, $"{places[i]}-{places[i + 1]} ");
            }

            from = places[1] > places[0] ? places[1] : places[1] + 1;
        }

        return found.ToString();
    }
}
