using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class ThrottleOperatorTests
{
    [Fact]
    public void The_limit_that_wants_the_longest_wait_decides()
    {
        // 35 documents took 35 of 50; 20 more want 5 of the next tokens: a tenth of a second.
        var harness = new PipelineHarness("[{ $throttle: { messagesPerSec: 50, bytesPerSec: 100000 } }]");
        harness.Process([.. Enumerable.Repeat("{ a: 1 }", 35)]);
        Assert.Equal(TimeSpan.Zero, harness.Chain.SettleThrottles());

        harness.Process([.. Enumerable.Repeat("{ a: 1 }", 20)]);

        Assert.Equal(TimeSpan.FromMilliseconds(100), harness.Chain.SettleThrottles());
        var row = harness.Chain.Operators.OfType<WireSP.Streaming.Operators.ThrottleOperator>().Single();
        Assert.Equal((TimeSpan.FromMilliseconds(100), 1L), (row.ThrottledTime, row.ThrottleEvents));
    }

    [Fact]
    public void Tokens_come_back_with_time_up_to_a_second_of_them()
    {
        var harness = new PipelineHarness("[{ $throttle: { messagesPerSec: 10 } }]");
        harness.Process([.. Enumerable.Repeat("{ a: 1 }", 10)]);
        Assert.Equal(TimeSpan.Zero, harness.Chain.SettleThrottles());

        harness.Clock.Advance(TimeSpan.FromMilliseconds(500));
        harness.Process([.. Enumerable.Repeat("{ a: 1 }", 6)]);
        Assert.Equal(TimeSpan.FromMilliseconds(100), harness.Chain.SettleThrottles());
        harness.Clock.Advance(TimeSpan.FromHours(1));
        harness.Process([.. Enumerable.Repeat("{ a: 1 }", 11)]);

        Assert.Equal(TimeSpan.FromMilliseconds(100), harness.Chain.SettleThrottles());
    }

    [Fact]
    public void A_document_larger_than_a_seconds_bytes_passes_and_the_next_waits_a_second()
    {
        var harness = new PipelineHarness("[{ $throttle: { bytesPerSec: 100 } }]");
        harness.Process($"{{ a: '{new string('x', 200)}' }}");
        Assert.Equal(TimeSpan.Zero, harness.Chain.SettleThrottles());

        harness.Process("{ a: 1 }");

        Assert.Equal(TimeSpan.FromSeconds(1), harness.Chain.SettleThrottles());
    }

    [Fact]
    public void Several_limits_wait_one_after_the_other()
    {
        var harness = new PipelineHarness(
            "[{ $throttle: { messagesPerSec: 1 } }, { $throttle: { messagesPerSec: 2 } }]");
        harness.Process([.. Enumerable.Repeat("{ a: 1 }", 5)]);
        // 4 of one a second wait 4 s; meanwhile the second bucket holds its two tokens, 3 of two a second wait 1.5 s.
        Assert.Equal(TimeSpan.FromSeconds(5.5), harness.Chain.SettleThrottles());
    }

    [Fact]
    public void Documents_pass_as_they_are()
    {
        var harness = new PipelineHarness("[{ $throttle: { messagesPerSec: 1 } }]");

        harness.Process("{ a: 1 }", "{ a: 2 }");

        harness.PutsOut("{ a: 1 }", "{ a: 2 }");
    }
}
