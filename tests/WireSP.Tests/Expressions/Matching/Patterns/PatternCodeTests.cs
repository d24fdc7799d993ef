using System.Text;
using WireSP.Expressions.Matching.Patterns;

namespace WireSP.Tests.Expressions.Matching.Patterns;

public class PatternCodeTests
{
    [Theory]
    [InlineData("(&|^)channel_id=([^&]*)", true)]
    [InlineData("^[a-z]+://([^/]+)/(?:x|y)$", true)]
    [InlineData("\\d{3}-\\d{4}", true)]
    [InlineData("", true)]
    [InlineData("(?:)", true)]
    [InlineData("a+ab", false)]
    [InlineData("(a|ab)c", false)]
    [InlineData("a{2000000}b", false)]
    public void Patterns_of_which_nothing_is_taken_back_are_suitable(string pattern, bool isSuitable)
    {
        var compiled = BytePattern.TryParse(pattern)!;
        compiled.CodeAfter = 0;
        _ = compiled.Search("text"u8, 0, new int[compiled.PlaceCount]);

        Assert.Equal(isSuitable, compiled.HasCode);
    }

    [Fact]
    public void Code_is_written_only_for_what_is_searched_often()
    {
        var pattern = BytePattern.TryParse("often=([^&]*)")!;
        pattern.CodeAfter = 2;
        var places = new int[pattern.PlaceCount];
        for (var i = 0; i < 2; i++)
        {
            _ = pattern.Search("often=1"u8, 0, places);
            Assert.False(pattern.HasCode);
        }

        Assert.True(pattern.Search("often=12"u8, 0, places));
        Assert.True(pattern.HasCode);
        Assert.Equal([0, 8, 6, 8], places);
    }

    [Theory]
    [InlineData("x[^=x]*=", true)]
    [InlineData("=c", false)]
    public void What_is_in_vain_too_often_is_given_up(string pattern, bool isGivenUp)
    {
        var compiled = BytePattern.TryParse(pattern)!;
        compiled.CodeAfter = 0;
        var text = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("xa", 50_000)) + "=b");

        Assert.Equal(isGivenUp ? null : false, compiled.Search(text, 0, new int[compiled.PlaceCount]));
        Assert.True(compiled.HasCode);
    }

    [Fact]
    public void Nothing_is_written_past_the_places()
    {
        var pattern = BytePattern.TryParse("(a)(b)")!;
        pattern.CodeAfter = 0;

        _ = Assert.Throws<ArgumentOutOfRangeException>(() => pattern.Search("ab"u8, 0, new int[4]));
    }
}
