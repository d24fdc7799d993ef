using System.Diagnostics.Metrics;
using WireSP.Server.Metrics;

namespace WireSP.Tests.Server.Metrics;

public class MetricsTextTests
{
    [Fact]
    public void Instruments_are_written_as_collectors_read_them()
    {
        const string Name = nameof(Instruments_are_written_as_collectors_read_them);
        using var meter = new Meter(Name);
        meter.CreateObservableGauge("b_gauge", () => 7, description: "A gauge");
        meter.CreateObservableCounter(
            "a_counter",
            () => new Measurement<long>(3, new KeyValuePair<string, object?>("processor", "a\"b\\c\n")),
            description: "A counter");

        Assert.Equal(
            """
            # HELP a_counter A counter
            # TYPE a_counter counter
            a_counter{processor="a\"b\\c\n"} 3
            # HELP b_gauge A gauge
            # TYPE b_gauge gauge
            b_gauge 7

            """,
            MetricsText.Collect(Name));
    }
}
