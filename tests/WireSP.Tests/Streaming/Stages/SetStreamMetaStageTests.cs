using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class SetStreamMetaStageTests
{
    [Theory]
    [InlineData("1", "14 $setStreamMeta: expected object, found int")]
    [InlineData("{}", "2 $setStreamMeta: expected at least one field that begins with 'stream.'")]
    [InlineData("{ a: 1 }", "2 $setStreamMeta: 'a' must begin with 'stream.', followed by a name")]
    [InlineData("{ 'stream.': 1 }", "2 $setStreamMeta: 'stream.' must begin with 'stream.', followed by a name")]
    [InlineData(
        "{ 'stream.source.type': 1 }",
        "2 $setStreamMeta: 'stream.source.type' cannot be set: the engine itself writes 'stream.source'")]
    [InlineData(
        "{ 'stream.a': 1, 'stream.a.b': 2 }",
        "2 $setStreamMeta: 'stream.a.b' and another field of the stage contradict each other")]
    [InlineData(
        "{ 'stream.a.b': 1, 'stream.a': 2 }",
        "2 $setStreamMeta: 'stream.a' and another field of the stage contradict each other")]
    [InlineData("{ 'stream.a': { $nope: 1 } }", "168 $setStreamMeta.stream.a.$nope: ")]
    public void Metadata_that_cannot_be_set_is_refused(string argument, string expected) =>
        Assert.StartsWith(
            expected,
            TestPipelines.ProblemOfStage($"{{ $setStreamMeta: {argument} }}"),
            StringComparison.Ordinal);

    [Fact]
    public void It_is_refused_inside_a_window() =>
        Assert.Equal(
            "420 $tumblingWindow.pipeline.0.$setStreamMeta: $setStreamMeta is not allowed inside a window: it belongs "
                + "to the main pipeline",
            TestPipelines.ProblemOfStage(
                "{ $tumblingWindow: { interval: { size: 1, unit: 'second' }, pipeline: "
                    + "[{ $setStreamMeta: { 'stream.a': 1 } }] } }"));
}
