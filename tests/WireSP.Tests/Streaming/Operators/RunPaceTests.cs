using WireSP.Expressions.Runs;
using WireSP.Streaming.Operators;

namespace WireSP.Tests.Streaming.Operators;

public class RunPaceTests
{
    [Fact]
    public void More_are_prepared_as_long_as_all_are_taken()
    {
        var pace = new RunPace();
        var wanted = new List<int>();
        for (var i = 0; i < 6; i++)
        {
            wanted.Add(pace.Wanted);
            Assert.True(pace.GoesOn(pace.Wanted, pace.Wanted + 16));
        }

        Assert.Equal([4, 8, 16, 32, 64, RunReader.DocumentsMax], wanted);
    }

    [Fact]
    public void A_document_of_another_kind_begins_anew_with_few()
    {
        var pace = new RunPace();
        _ = pace.GoesOn(4, 20);

        Assert.False(pace.GoesOn(7, 20));
        Assert.Equal(4, pace.Wanted);
    }

    // The next batch goes on as this one ended.
    [Fact]
    public void The_end_of_a_batch_is_no_reason_for_fewer()
    {
        var pace = new RunPace();
        _ = pace.GoesOn(4, 20);

        Assert.False(pace.GoesOn(5, 5));
        Assert.Equal(16, pace.Wanted);
    }
}
