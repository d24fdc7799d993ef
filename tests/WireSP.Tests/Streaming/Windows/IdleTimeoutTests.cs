using WireSP.Streaming.Windows;

namespace WireSP.Tests.Streaming.Windows;

public class IdleTimeoutTests
{
    private const long Minute = 60_000;

    // Window 12:00 to 13:00, last document at 12:02: the pages' two cases under each of their two rules.
    [Theory]
    [InlineData(IdleRule.LongerOfRemainingAndTimeout, 120, 122)]
    [InlineData(IdleRule.LongerOfRemainingAndTimeout, 10, 60)]
    [InlineData(IdleRule.RemainingThenTimeout, 120, 180)]
    [InlineData(IdleRule.RemainingThenTimeout, 10, 70)]
    internal void A_window_closes_at(IdleRule rule, long timeoutMinutes, long closesAtMinute) =>
        Assert.Equal(
            closesAtMinute * Minute,
            IdleTimeout.ClosesAt(rule, 2 * Minute, 2 * Minute, 60 * Minute, timeoutMinutes * Minute));
}
