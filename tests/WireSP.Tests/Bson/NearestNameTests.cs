using WireSP.Bson;

namespace WireSP.Tests.Bson;

public class NearestNameTests
{
    private static readonly string[] Known = ["allowedLateness", "interval", "pipeline", "offset"];

    [Theory]
    [InlineData("intervall", "interval")]
    [InlineData("PIPELINE", "pipeline")]
    [InlineData("pipelnie", "pipeline")]
    [InlineData("alowedLatenes", "allowedLateness")]
    [InlineData("ofset", "offset")]
    public void A_slip_finds_the_name_that_was_meant(string typed, string meant) =>
        Assert.Equal(meant, NearestName.Find(typed, Known));

    [Theory]
    [InlineData("")]
    [InlineData("zzz")]
    [InlineData("somethingElseAltogether")]
    public void A_name_that_is_far_from_all_suggests_nothing(string typed) =>
        Assert.Null(NearestName.Find(typed, Known));

    [Fact]
    public void The_hint_is_a_sentence_to_append()
    {
        Assert.Equal(" Did you mean 'offset'?", NearestName.Hint("ofset", Known));
        Assert.Equal("", NearestName.Hint("zzz", Known));
    }

    [Fact]
    public void Where_no_name_is_near_all_are_told()
    {
        Assert.Equal(" Did you mean 'offset'?", NearestName.HintOrNames("ofset", Known));
        Assert.Equal(
            " Known fields: allowedLateness, interval, offset, pipeline.", NearestName.HintOrNames("zzz", Known));
        Assert.Equal("", NearestName.HintOrNames("zzz", []));
    }
}
