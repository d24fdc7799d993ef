using WireSP.Streaming.Windows;

namespace WireSP.Tests.Streaming.Windows;

public class EventTimesTests
{
    [Fact]
    public void Counts_as_one_by_one() =>
        Property.ForAllSeeds(seed =>
        {
            var random = new Random(seed);
            var firstMs = random.Next(-20, 20);
            var lastMs = firstMs + random.Next(60);
            var timesMs = new long[random.Next(40)];
            for (var i = 0; i < timesMs.Length; i++)
            {
                timesMs[i] = random.Next(12) > 0 ? random.Next(firstMs, lastMs + 1) : random.Next(-100, 100);
            }

            var expected = timesMs.TakeWhile(time => time >= firstMs && time <= lastMs).ToArray();

            var count = EventTimes.CountWithin(timesMs, firstMs, lastMs, out var latestMs);

            Assert.Equal(expected.Length, count);
            Assert.Equal(expected.Append(long.MinValue).Max(), latestMs);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(16)]
    [InlineData(63)]
    public void Ends_before_the_first_time_outside(int outside)
    {
        var timesMs = Enumerable.Range(0, 64).Select(static i => (long)(i * 10)).ToArray();
        timesMs[outside] = -1;

        var count = EventTimes.CountWithin(timesMs, 0, 1000, out var latestMs);

        Assert.Equal(outside, count);
        Assert.Equal(outside == 0 ? long.MinValue : (outside - 1) * 10, latestMs);
    }
}
