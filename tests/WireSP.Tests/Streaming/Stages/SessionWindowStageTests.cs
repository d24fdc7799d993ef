using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class SessionWindowStageTests
{
    private const string Session = "gap: { size: 10, unit: 'second' }, partitionBy: '$k'";

    [Theory]
    [InlineData("{ partitionBy: '$k', pipeline: [] }", "40414 $sessionWindow.gap: 'gap' is required and is missing")]
    [InlineData(
        "{ gap: { size: 1, unit: 'second' }, pipeline: [] }",
        "40414 $sessionWindow.partitionBy: 'partitionBy' is required and is missing")]
    [InlineData($"{{ {Session} }}", "40414 $sessionWindow.pipeline: 'pipeline' is required and is missing")]
    [InlineData(
        "{ gap: { size: 0, unit: 'ms' }, partitionBy: '$k', pipeline: [] }",
        "2 $sessionWindow.gap.size: 'size' is 0; expected 1 to 2147483647")]
    [InlineData(
        "{ gap: { size: 1, unit: 'ms' }, partitionBy: { a: '$a', b: '$b' }, pipeline: [] }",
        "420 $sessionWindow.partitionBy: expected one field or expression, found an object with several keys")]
    [InlineData(
        "{ gap: { size: 1, unit: 'ms' }, partitionBy: { $nope: 1 }, pipeline: [] }",
        "168 $sessionWindow.partitionBy.$nope: ")]
    [InlineData(
        $"{{ {Session}, pipeline: [], interval: {{ size: 1, unit: 'ms' }} }}",
        "238 $sessionWindow.interval: 'interval' is not supported: a session has no fixed length; 'gap' ends it")]
    [InlineData(
        $"{{ {Session}, pipeline: [], hopSize: {{ size: 1, unit: 'ms' }} }}",
        "238 $sessionWindow.hopSize: 'hopSize' is not supported: it belongs to $hoppingWindow")]
    [InlineData(
        $"{{ {Session}, pipeline: [], offset: {{ offsetFromUtc: 1, unit: 'ms' }} }}",
        "238 $sessionWindow.offset: 'offset' is not supported: sessions begin with their first document")]
    [InlineData(
        $"{{ {Session}, pipeline: [], idleTimeout: {{ size: 1, unit: 'ms' }} }}",
        "238 $sessionWindow.idleTimeout: 'idleTimeout' is not supported: sessions have none")]
    [InlineData(
        $"{{ {Session}, pipeline: [], boundary: 'processingTime', allowedLateness: 0 }}",
        "420 $sessionWindow.allowedLateness: 'allowedLateness' cannot be used with boundary 'processingTime': nothing "
            + "is late or idle by the clock")]
    [InlineData(
        $"{{ {Session}, pipeline: [{{ $hoppingWindow: {{}} }}] }}",
        "420 $sessionWindow.pipeline.0.$hoppingWindow: $hoppingWindow is not allowed inside a window: windows cannot "
            + "be nested")]
    public void A_window_that_cannot_be_is_refused(string argument, string expected) =>
        Assert.StartsWith(
            expected,
            TestPipelines.ProblemOfStage($"{{ $sessionWindow: {argument} }}"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("{ $group: { _id: '$a', n: { $sum: 1 } } }", "partialResults")]
    [InlineData("{ $sort: { a: 1 } }", "rawDocuments")]
    public void The_plan_says_whether_sessions_keep_partial_results_or_documents(string pipeline, string keptAs)
    {
        var compiled = TestPipelines.Compile(
            "[{ $source: { connectionName: 'in' } }, "
                + $"{{ $sessionWindow: {{ {Session}, pipeline: [{pipeline}] }} }}]",
            new TestConnector());

        var window = compiled.Explain()["stages"].AsArray[0].AsDocument;
        Assert.Equal("SessionWindowOperator", window["operator"].AsString);
        Assert.Equal(10_000, window["gapMs"].AsInt64);
        Assert.Equal(3_000, window["allowedLatenessMs"].AsInt64);
        Assert.Equal(keptAs, window["keptAs"].AsString);
    }
}
