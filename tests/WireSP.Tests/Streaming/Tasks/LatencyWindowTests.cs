using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Tasks;

public class LatencyWindowTests
{
    private readonly FakeClock _clock = new();

    [Fact]
    public void Percentiles_are_exact_to_a_sixteenth()
    {
        var latency = new LatencyWindow(_clock);
        for (var i = 1; i <= 1000; i++)
        {
            latency.Add(TimeSpan.FromMilliseconds(i), 1);
        }

        var read = latency.Read()!;

        Assert.InRange(read.P50Micros, 500_000, 532_000);
        Assert.InRange(read.P99Micros, 990_000, 1_053_000);
        Assert.Equal(1000, read.Count);
        Assert.Equal(500_500_000, read.SumMicros);
    }

    [Fact]
    public void What_is_older_than_30_seconds_is_forgotten()
    {
        var latency = new LatencyWindow(_clock);
        latency.Add(TimeSpan.FromSeconds(9), 5);
        _clock.Advance(TimeSpan.FromSeconds(25));
        latency.Add(TimeSpan.FromMicroseconds(3), 1);
        Assert.Equal(6, latency.Read()!.Count);

        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(3, latency.Read()!.P99Micros);

        _clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Null(latency.Read());
    }
}
