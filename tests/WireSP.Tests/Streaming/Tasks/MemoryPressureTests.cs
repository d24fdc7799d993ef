using WireSP.Streaming;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Tasks;

public class MemoryPressureTests
{
    private readonly FakeClock _clock = new();
    private readonly List<string> _warnings = [];

    [Fact]
    public void It_counts_each_time_and_warns_at_most_every_ten_minutes()
    {
        var context = new TaskContext("0123456789abcdef01234567", "p1", IsEphemeral: false, null, _clock);
        var pressure = new MemoryPressure(new TaskOptions(context) { Warn = _warnings.Add });

        pressure.Note(0);
        Assert.Empty(_warnings);
        pressure.Note(100);
        pressure.Note(50);
        _clock.Advance(TimeSpan.FromSeconds(599));
        pressure.Note(7);
        Assert.Equal((3, 157), (pressure.Count, pressure.Bytes));
        Assert.Contains("100 bytes", Assert.Single(_warnings), StringComparison.Ordinal);
        _clock.Advance(TimeSpan.FromSeconds(1));
        pressure.Note(1);

        Assert.Equal(2, _warnings.Count);
        Assert.Contains("158 bytes", _warnings[1], StringComparison.Ordinal);
    }
}
