using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Time;

public class FutureEventTests
{
    private const string Counted =
        "[{ $tumblingWindow: { interval: { size: 1, unit: 'minute' }, allowedLateness: 0, "
            + "pipeline: [{ $count: 'n' }] } }]";

    private const string YearNineThousand = "{ t: { $date: '9999-12-31T23:59:59.999Z' } }";

    [Fact]
    public void A_document_of_the_year_9999_closes_no_window_and_is_a_dead_letter()
    {
        var harness = new PipelineHarness(Counted);

        harness.Process("{ t: '12:00' }", YearNineThousand, "{ t: '12:00:30' }", "{ t: '12:01' }");

        harness.PutsOut("{ n: 2 }");
        var letter = Assert.Single(harness.DeadLetters);
        Assert.Equal("TestSourceOperator", letter["operatorName"].AsString);
        var error = letter["errInfo"].AsDocument;
        Assert.Contains("maxEventTimeAhead", error["reason"].AsString, StringComparison.Ordinal);
        Assert.Equal(253_402_300_799_999, error["eventTime"].AsDateTimeMs);
        Assert.Equal(DocumentRow.At("00:00"), error["processingTime"].AsDateTimeMs);
        Assert.Equal((1L, 1L), (harness.Chain.FutureCount, harness.Chain.RefusedCount));
    }

    [Fact]
    public void A_document_of_1970_is_late_and_moves_nothing()
    {
        var harness = new PipelineHarness(Counted);

        harness.Process("{ t: '12:00' }", "{ t: 0 }", "{ t: '12:01' }");

        harness.PutsOut("{ n: 1 }");
        Assert.Equal(["Input document arrived late."], harness.Reasons);
    }

    [Fact]
    public void A_year_ahead_is_within_the_bound()
    {
        var harness = new PipelineHarness(Counted);

        harness.Process("{ t: { $date: '2027-01-02T00:00:00Z' } }", "{ t: { $date: '2027-01-02T00:00:00.001Z' } }");

        Assert.Single(harness.DeadLetters);
        Assert.Equal(1, harness.Chain.Window!.OpenCount);
    }

    [Fact]
    public void Without_a_window_no_time_is_looked_at()
    {
        var harness = new PipelineHarness("[{ $set: { a: 1 } }]");

        harness.Process(YearNineThousand);

        Assert.Single(harness.Output);
        Assert.Empty(harness.DeadLetters);
    }
}
