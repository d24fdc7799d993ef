using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class HoppingWindowStageTests
{
    private const string Sizes = "interval: { size: 10, unit: 'second' }, hopSize: { size: 2, unit: 'second' }";

    [Theory]
    [InlineData(
        "{ interval: { size: 1, unit: 'second' }, pipeline: [] }",
        "40414 $hoppingWindow.hopSize: 'hopSize' is required and is missing")]
    [InlineData(
        "{ hopSize: { size: 1, unit: 'second' }, pipeline: [] }",
        "40414 $hoppingWindow.interval: 'interval' is required and is missing")]
    [InlineData($"{{ {Sizes} }}", "40414 $hoppingWindow.pipeline: 'pipeline' is required and is missing")]
    [InlineData(
        "{ interval: { size: 1, unit: 'second' }, hopSize: { size: 0, unit: 'second' }, pipeline: [] }",
        "2 $hoppingWindow.hopSize.size: 'size' is 0; expected 1 to 2147483647")]
    [InlineData(
        $"{{ {Sizes}, pipeline: [], gap: {{ size: 1, unit: 'ms' }} }}",
        "238 $hoppingWindow.gap: 'gap' is not supported: it belongs to $sessionWindow")]
    [InlineData(
        $"{{ {Sizes}, pipeline: [], partitionBy: '$a' }}",
        "238 $hoppingWindow.partitionBy: 'partitionBy' is not supported: it belongs to $sessionWindow")]
    [InlineData(
        $"{{ {Sizes}, pipeline: [], boundary: 'processingTime', idleTimeout: 0 }}",
        "420 $hoppingWindow.idleTimeout: 'idleTimeout' cannot be used with boundary 'processingTime': nothing is late "
            + "or idle by the clock")]
    [InlineData(
        $"{{ {Sizes}, pipeline: [], boundary: 'processingTime', allowedLateness: 0 }}",
        "420 $hoppingWindow.allowedLateness: 'allowedLateness' cannot be used with boundary 'processingTime': nothing "
            + "is late or idle by the clock")]
    [InlineData(
        $"{{ {Sizes}, pipeline: [], offset: {{ offsetFromUtc: 1, unit: 'day' }} }}",
        "2 $hoppingWindow.offset.unit: 'day' is not a value of 'unit'; expected ms, second, minute, hour.")]
    [InlineData(
        "{ interval: { size: 1, unit: 'day' }, hopSize: { size: 1, unit: 'ms' }, pipeline: [] }",
        "420 $hoppingWindow.hopSize: each document would belong to more than 100000 windows; use a longer hop")]
    [InlineData(
        $"{{ {Sizes}, pipeline: [{{ $throttle: {{ messagesPerSec: 1 }} }}] }}",
        "420 $hoppingWindow.pipeline.0.$throttle: $throttle is not allowed inside a window: it belongs to the main "
            + "pipeline")]
    [InlineData(
        $"{{ {Sizes}, pipeline: [], hopsize: 1 }}",
        "40415 $hoppingWindow.hopsize: 'hopsize' is not a known field. Did you mean 'hopSize'?")]
    public void A_window_that_cannot_be_is_refused(string argument, string expected) =>
        Assert.StartsWith(
            expected,
            TestPipelines.ProblemOfStage($"{{ $hoppingWindow: {argument} }}"),
            StringComparison.Ordinal);

    [Theory]
    [InlineData("{ $group: { _id: '$a', n: { $sum: 1 } } }, { $sort: { n: 1 } }", "partialResults", "GroupOperator")]
    [InlineData("{ $match: { a: 1 } }, { $count: 'n' }", "partialResults", "CountOperator")]
    [InlineData("{ $group: { _id: '$a', n: { $push: '$b' } } }", "rawDocuments", "GroupOperator")]
    [InlineData(
        "{ $group: { _id: '$a', n: { $accumulator: { init: '() => 0', accumulate: 's => s + 1', accumulateArgs: [], "
            + "merge: '(a, b) => a + b', lang: 'js' } } } }",
        "partialResults",
        "GroupOperator")]
    [InlineData("{ $sort: { a: 1 } }", "rawDocuments", "DocumentsOperator")]
    [InlineData("{ $limit: 2 }", "rawDocuments", "LimitOperator")]
    [InlineData(
        "{ $group: { _id: { $meta: 'stream.window.start' }, n: { $sum: 1 } } }", "rawDocuments", "GroupOperator")]
    [InlineData(
        "{ $group: { _id: '$a', n: { $sum: 1 } } }, { $set: { s: { $meta: 'stream.window.start' } } }",
        "partialResults",
        "GroupOperator")]
    public void The_plan_says_whether_panes_keep_partial_results_or_documents(
        string pipeline, string keptAs, string keeps)
    {
        var compiled = TestPipelines.Compile(
            $"[{{ $source: {{ connectionName: 'in' }} }}, {{ $hoppingWindow: {{ {Sizes}, pipeline: [{pipeline}] }} }}]",
            new TestConnector());

        var window = compiled.Explain()["stages"].AsArray[0].AsDocument;
        Assert.Equal("HoppingWindowOperator", window["operator"].AsString);
        Assert.Equal(10_000, window["intervalMs"].AsInt64);
        Assert.Equal(2_000, window["hopMs"].AsInt64);
        Assert.Equal(2_000, window["paneMs"].AsInt64);
        Assert.Equal(keptAs, window["keptAs"].AsString);
        Assert.Equal(keeps, window["keeps"].AsString);
    }
}
