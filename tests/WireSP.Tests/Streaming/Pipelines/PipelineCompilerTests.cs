using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Pipelines;

public class PipelineCompilerTests
{
    private const string Source = "{ $source: { connectionName: 'in' } }";
    private const string Sink = "{ $emit: { connectionName: 'out' } }";
    private const string Window =
        "{ $tumblingWindow: { interval: { size: 1, unit: 'second' }, pipeline: [{ $count: 'n' }] } }";

    [Theory]
    [InlineData("[]", "420  : the pipeline is empty; it must begin with $source")]
    [InlineData("[{ $match: {} }]", "420 0 : the first stage must be $source, found $match")]
    [InlineData(
        $"[{Source}, {Source}]", "420 1 $source: $source is not allowed here: it must be the first stage")]
    [InlineData(
        $"[{Source}, {Sink}, {{ $match: {{}} }}]", "420 1 $emit: $emit is not allowed here: it must be the last stage")]
    [InlineData(
        $"[{Source}, {Window}, {Window}]",
        "420 2 : a pipeline may have one window stage at most; $tumblingWindow is another one")]
    [InlineData(
        $"[{Source}, {{ $group: {{ _id: null }} }}]",
        "420 1 $group: $group is not allowed here: it needs documents to come to an end, so it is allowed only inside "
            + "the pipeline of a window such as $tumblingWindow")]
    [InlineData(
        $"[{Source}, {{ $matsch: {{}} }}]",
        "40324 1 : Unrecognized pipeline stage name: '$matsch'. Did you mean '$match'?")]
    [InlineData(
        $"[{Source}, {{}}]",
        "40323 1 : A pipeline stage specification object must contain exactly one field; found 0")]
    [InlineData(
        $"[{Source}, {{ $match: {{}}, $unset: 'a' }}]",
        "40323 1 : A pipeline stage specification object must contain exactly one field; found 2")]
    [InlineData($"[{Source}, 5]", "14 1 : expected a stage object, found int")]
    [InlineData(
        $"[{Source}, {{ $set: {{ due: {{ $dateAdd: {{ startDate: '$t', unit: 'fortnight', amount: 1 }} }} }} }}]",
        "9 1 $set.due.$dateAdd.unit: $dateAdd knows no unit 'fortnight'")]
    [InlineData(
        $"[{Source}, {{ $match: {{ $expr: {{ $gt: [{{ $size: 'items' }}, 1] }} }} }}]",
        "17124 1 $match.$expr.$gt.0.$size: $size takes an array, not string; found \"items\"; a field is written "
            + "\"$items\"")]
    public void A_pipeline_of_the_wrong_shape_is_refused(string pipeline, string expected) =>
        Assert.Equal(expected, Assert.Single(TestPipelines.ProblemsOf(pipeline)));

    [Theory]
    [InlineData("$group")]
    [InlineData("$sort")]
    [InlineData("$limit")]
    [InlineData("$count")]
    public void Blocking_stages_are_refused_outside_a_window(string name) =>
        Assert.StartsWith(
            $"420 1 {name}: {name} is not allowed here",
            Assert.Single(TestPipelines.ProblemsOf($"[{Source}, {{ {name}: 1 }}]")),
            StringComparison.Ordinal);

    [Fact]
    public void A_stored_processor_needs_a_sink()
    {
        Assert.Equal(
            "420 1 : the last stage must be a sink such as $emit or $merge, found $match; only sp.process() works "
                + "without one",
            Assert.Single(TestPipelines.ProblemsOf($"[{Source}, {{ $match: {{}} }}]", isEphemeral: false)));
        Assert.Empty(TestPipelines.ProblemsOf($"[{Source}, {Sink}]", isEphemeral: false));
    }

    [Fact]
    public void An_ephemeral_processor_needs_none() => Assert.Empty(TestPipelines.ProblemsOf($"[{Source}]"));

    [Fact]
    public void All_problems_of_all_stages_are_told_at_once()
    {
        var problems = TestPipelines.ProblemsOf(
            "[{ $source: { connectionName: 'nope' } }, { $match: 5 }, { $nope: 1 }, { $unwind: 'a' }, { $limit: 1 }]",
            isEphemeral: false);

        Assert.Equal(
            ["125 0", "15959 1", "40324 2", "28818 3", "420 4", "420 4"],
            problems.Select(problem => string.Join(' ', problem.Split(' ')[..2])));
    }

    [Fact]
    public void A_pipeline_of_too_many_stages_is_refused_before_any_is_read()
    {
        var stages = string.Join(", ", Enumerable.Repeat("{ $nope: 1 }", 1001));

        Assert.Equal(
            "420  : the pipeline has 1001 stages; at most 1000 are allowed",
            Assert.Single(TestPipelines.ProblemsOf($"[{stages}]")));
    }

    [Fact]
    public void A_compiled_pipeline_tells_what_it_uses()
    {
        var compiled = TestPipelines.Compile(
            $"[{Source}, {Window}, {{ $emit: {{ connectionName: 'out', parallelism: 4 }} }}]", new TestConnector());

        Assert.Equal(["in", "out"], compiled.ConnectionNames);
        Assert.Equal(3, compiled.AddedParallelism);
        Assert.True(compiled.HasSink);
    }

    [Fact]
    public void A_plan_can_be_explained()
    {
        var compiled = TestPipelines.Compile(
            $"[{Source}, {{ $match: {{ 'a.b': 1 }} }}, {Window}, {Sink}]", new TestConnector());

        var plan = compiled.Explain();

        Assert.Equal("TestSourceOperator", plan["source"].AsDocument["operator"].AsString);
        Assert.Equal("a.b", plan["source"].AsDocument["fieldsRead"].AsArray[0].AsString);
        Assert.Equal("MatchOperator", plan["stages"].AsArray[0].AsDocument["operator"].AsString);
        Assert.Equal(1000, plan["stages"].AsArray[1].AsDocument["intervalMs"].AsInt64);
        Assert.Equal("TestEmitOperator", plan["sink"].AsDocument["operator"].AsString);
    }
}
