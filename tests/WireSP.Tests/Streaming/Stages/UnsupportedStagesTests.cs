using WireSP.Streaming.Stages;

namespace WireSP.Tests.Streaming.Stages;

public class UnsupportedStagesTests
{
    [Fact]
    public void A_reason_says_what_to_use_instead()
    {
        Assert.True(UnsupportedStages.TryExplain("$out", out var reason));
        Assert.Equal("streams do not have it; use $merge", reason);
    }

    [Fact]
    public void An_unknown_name_has_no_reason() => Assert.False(UnsupportedStages.TryExplain("$nope", out _));
}
