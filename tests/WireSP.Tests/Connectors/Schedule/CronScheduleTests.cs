using System.Globalization;
using WireSP.Connectors.Schedule;

namespace WireSP.Tests.Connectors.Schedule;

public class CronScheduleTests
{
    [Theory]
    [InlineData("* * * * * *", "2026-01-01T00:00:00Z", "2026-01-01T00:00:01Z 2026-01-01T00:00:02Z")]
    [InlineData("0 0/5 * * * *", "2026-01-01T00:04:59.5Z", "2026-01-01T00:05:00Z 2026-01-01T00:10:00Z")]
    [InlineData("0 */20 1-2 * * *", "2026-01-01T02:30:00Z", "2026-01-01T02:40:00Z 2026-01-02T01:00:00Z")]
    [InlineData("30 15 10 * * *", "2026-01-01T10:15:30Z", "2026-01-02T10:15:30Z 2026-01-03T10:15:30Z")]
    [InlineData("0 0 0 1 JAN *", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z 2028-01-01T00:00:00Z")]
    [InlineData("0 0 12 * * MON-FRI", "2026-01-02T12:00:00Z", "2026-01-05T12:00:00Z 2026-01-06T12:00:00Z")]
    [InlineData("0 0 0 * * sat,sun", "2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z 2026-01-04T00:00:00Z")]
    [InlineData("5,10 0 0 * 2,4 *", "2026-04-30T00:00:05Z", "2026-04-30T00:00:10Z 2027-02-01T00:00:05Z")]
    [InlineData("0 0 0 29 2 *", "2026-01-01T00:00:00Z", "2028-02-29T00:00:00Z 2032-02-29T00:00:00Z")]
    [InlineData("0 0 0 31 * *", "2026-01-31T00:00:00Z", "2026-03-31T00:00:00Z 2026-05-31T00:00:00Z")]
    [InlineData("59 59 23 31 12 *", "2025-12-31T23:59:58Z", "2025-12-31T23:59:59Z 2026-12-31T23:59:59Z")]
    [InlineData("10-40/15 0 0 1 1 *", "2026-01-01T00:00:10Z", "2026-01-01T00:00:25Z 2026-01-01T00:00:40Z")]
    public void The_next_ticks_are(string text, string after, string expected)
    {
        var schedule = CronSchedule.Parse(text);
        var time = DateTimeOffset.Parse(after, CultureInfo.InvariantCulture);
        List<string> ticks = [];
        for (var i = 0; i < 2; i++)
        {
            time = schedule.NextAfter(time)!.Value;
            ticks.Add(time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        }

        Assert.Equal(expected, string.Join(' ', ticks));
    }

    [Fact]
    public void When_both_day_fields_are_restricted_both_must_match() =>
        Assert.Equal(
            new DateTimeOffset(2026, 2, 13, 0, 0, 0, TimeSpan.Zero),
            CronSchedule.Parse("0 0 0 13 * FRI").NextAfter(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero)));

    [Theory]
    [InlineData(
        "* * * * *",
        "expected six fields (second minute hour day-of-month month day-of-week), found 5 in '* * * * *'")]
    [InlineData("CRON_TZ=UTC * * * * * *", "a schedule has no time zone: all its fields are in UTC")]
    [InlineData("60 * * * * *", "second '60': expected 0 to 59, [or]; found '60'")]
    [InlineData("* * * 0 * *", "day of month '0': expected 1 to 31, [or]; found '0'")]
    [InlineData("* * * * FOO *", "month 'FOO': expected 1 to 12 or JAN to DEC, [or]; found 'FOO'")]
    [InlineData("* 5-1 * * * *", "minute '5-1': expected a range that does not run backwards, found '5-1'")]
    [InlineData("*/0 * * * * *", "second '*/0': expected after '/' a whole number from 1 to 63, found '0'")]
    [InlineData("0 0 0 30 FEB *", "'0 0 0 30 FEB *' never comes: there is no such day")]
    public void A_schedule_that_is_wrong_is_refused_with_what_was_expected(string text, string message) =>
        Assert.Equal(
            message.Replace("[or]", "'*', a range a-b, a step a/n or a list a,b", StringComparison.Ordinal),
            Assert.Throws<FormatException>(() => CronSchedule.Parse(text)).Message);
}
