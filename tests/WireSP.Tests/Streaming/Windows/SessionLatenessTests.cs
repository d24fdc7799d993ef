using WireSP.Streaming.Time;
using WireSP.Streaming.Windows;

namespace WireSP.Tests.Streaming.Windows;

public class SessionLatenessTests
{
    [Theory]
    [InlineData(SessionRule.BeforeWatermark, 99, 100, true)]
    [InlineData(SessionRule.BeforeWatermark, 100, 100, false)]
    [InlineData(SessionRule.BeforeWatermark, 0, WatermarkTracker.None, false)]
    [InlineData(SessionRule.BeforeClosedLine, 99, 100, false)]
    [InlineData(SessionRule.BeforeClosedLine, 85, 100, true)]
    [InlineData(SessionRule.BeforeClosedLine, 86, 100, false)]
    internal void A_document_without_a_session_is_late(
        SessionRule rule, long timeMs, long watermarkMs, bool expected) =>
        Assert.Equal(expected, SessionLateness.IsLate(rule, timeMs, 10, watermarkMs, 5));
}
