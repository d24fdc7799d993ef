using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class CachedLookupStageTests
{
    private const string Plain =
        "from: { connectionName: 'in', db: 'd', coll: 'c' }, localField: 'a', foreignField: 'b', as: 'x'";

    [Theory]
    [InlineData("{ $cachedLookup: { " + Plain + " } }", "40414 $cachedLookup.ttl: 'ttl' is required and is missing")]
    [InlineData("{ $cachedLookup: { " + Plain + ", ttl: { size: 0, unit: 'ms' } } }",
        "2 $cachedLookup.ttl.size: 'size' is 0; expected 1 to 2147483647")]
    [InlineData("{ $cachedLookup: { " + Plain + ", ttl: { size: 1, unit: 'ms' }, pipeline: [{ $limit: 1 }] } }",
        "238 $cachedLookup.pipeline: 'pipeline' is not supported: it belongs to $lookup")]
    [InlineData("{ $cachedLookup: { " + Plain + ", ttl: { size: 1, unit: 'ms' }, maxMemUsageBytes: 0 } }",
        "2 $cachedLookup.maxMemUsageBytes: 'maxMemUsageBytes' is 0; expected at least 1")]
    [InlineData("{ $cachedLookup: { ttl: { size: 1, unit: 'ms' }, localField: 'a', foreignField: 'b', as: 'x' } }",
        "40414 $cachedLookup.from: 'from' is required and is missing")]
    public void Refuses(string stage, string problem) => Assert.Equal(problem, TestPipelines.ProblemOfStage(stage));

    [Fact]
    public void It_belongs_to_the_main_pipeline() =>
        Assert.Equal(
            "420 $tumblingWindow.pipeline.0.$cachedLookup: $cachedLookup is not allowed inside a window: it belongs to "
                + "the main pipeline",
            TestPipelines.ProblemOfStage(
                "{ $tumblingWindow: { interval: { size: 1, unit: 'second' }, pipeline: [{ $cachedLookup: { " + Plain
                    + ", ttl: { size: 1, unit: 'ms' } } }] } }"));
}
