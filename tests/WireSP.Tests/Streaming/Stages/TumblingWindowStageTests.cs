using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class TumblingWindowStageTests
{
    private const string Interval = "interval: { size: 1, unit: 'second' }";

    [Theory]
    [InlineData("5", "14 $tumblingWindow: expected object, found int")]
    [InlineData("{ pipeline: [] }", "40414 $tumblingWindow.interval: 'interval' is required and is missing")]
    [InlineData($"{{ {Interval} }}", "40414 $tumblingWindow.pipeline: 'pipeline' is required and is missing")]
    [InlineData($"{{ {Interval}, pipeline: {{}} }}", "14 $tumblingWindow.pipeline: expected array, found object")]
    [InlineData(
        "{ interval: { size: 0, unit: 'second' }, pipeline: [] }",
        "2 $tumblingWindow.interval.size: 'size' is 0; expected 1 to 2147483647")]
    [InlineData(
        "{ interval: { size: 1, unit: 'week' }, pipeline: [] }",
        "2 $tumblingWindow.interval.unit: 'week' is not a value of 'unit'; expected ms, second, minute, hour, day.")]
    [InlineData(
        "{ interval: { size: 1 }, pipeline: [] }",
        "40414 $tumblingWindow.interval.unit: 'unit' is required and is missing")]
    [InlineData(
        $"{{ {Interval}, pipeline: [], hopSize: {{ size: 1, unit: 'ms' }} }}",
        "238 $tumblingWindow.hopSize: 'hopSize' is not supported: it belongs to $hoppingWindow")]
    [InlineData(
        $"{{ {Interval}, pipeline: [], boundary: 'processingTime', allowedLateness: 0 }}",
        "420 $tumblingWindow.allowedLateness: 'allowedLateness' cannot be used with boundary 'processingTime': nothing "
            + "is late or idle by the clock")]
    [InlineData(
        $"{{ {Interval}, pipeline: [], offset: {{ offsetFromUtc: 1, unit: 'day' }} }}",
        "2 $tumblingWindow.offset.unit: 'day' is not a value of 'unit'; expected ms, second, minute, hour.")]
    [InlineData(
        $"{{ {Interval}, pipeline: [{{ $tumblingWindow: {{}} }}] }}",
        "420 $tumblingWindow.pipeline.0.$tumblingWindow: $tumblingWindow is not allowed inside a window: windows "
            + "cannot be nested")]
    [InlineData(
        $"{{ {Interval}, pipeline: [{{ $emit: {{}} }}] }}",
        "420 $tumblingWindow.pipeline.0.$emit: $emit is not allowed inside a window: it belongs to the main pipeline")]
    [InlineData(
        $"{{ {Interval}, pipeline: [{{ $grup: {{}} }}] }}",
        "40324 $tumblingWindow.pipeline.0: Unrecognized pipeline stage name: '$grup'. Did you mean '$group'?")]
    [InlineData(
        $"{{ {Interval}, pipelin: [], pipeline: [] }}",
        "40415 $tumblingWindow.pipelin: 'pipelin' is not a known field. Did you mean 'pipeline'? "
        + "Known fields: allowedLateness, boundary, idleTimeout, interval, offset, pipeline")]
    public void A_window_that_cannot_be_is_refused(string argument, string expected) =>
        Assert.StartsWith(
            expected,
            TestPipelines.ProblemOfStage($"{{ $tumblingWindow: {argument} }}"),
            StringComparison.Ordinal);

    [Fact]
    public void All_problems_are_told_at_once()
    {
        var problems = TestPipelines.ProblemsOfStage(
            "{ $tumblingWindow: { interval: { size: 'x', unit: 'second' }, boundary: 'eventtime', pipeline: "
                + "[{ $group: { n: { $sum: 1 } } }, { $limit: 0 }] } }");

        Assert.Equal(
            ["14", "2", "15955", "15958"],
            problems.Select(problem => problem[..problem.IndexOf(' ', StringComparison.Ordinal)]));
    }
}
