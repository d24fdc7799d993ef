using WireSP.Bson;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Stages;

public class LookupStageTests
{
    private const string From = "from: { connectionName: 'in', db: 'd', coll: 'c' }";
    private const string Equality = $"{From}, localField: 'a', foreignField: 'b', as: 'found'";

    [Theory]
    [InlineData("{ $lookup: 1 }", "14 $lookup: expected object, found int")]
    [InlineData("{ $lookup: { from: 'c', localField: 'a', foreignField: 'b', as: 'x' } }",
        "14 $lookup.from: expected an object {connectionName, db, coll}, found string")]
    [InlineData("{ $lookup: { from: { connectionName: 'in', db: 'd' }, localField: 'a', foreignField: 'b', as: 'x' } }",
        "40414 $lookup.from.coll: 'coll' is required and is missing")]
    [InlineData("{ $lookup: { from: { connectionName: 'inn', db: 'd', coll: 'c' }, localField: 'a', foreignField: 'b', "
            + "as: 'x' } }",
        "125 $lookup.from.connectionName: connection named inn does not exist. Check sp.listConnections() for "
            + "available connections. Did you mean 'in'?")]
    [InlineData("{ $lookup: { localField: 'a', foreignField: 'b', as: 'x' } }",
        "40414 $lookup.from: 'from' is required and is missing; only a pipeline that begins with $documents does "
            + "without it")]
    [InlineData("{ $lookup: { " + From + ", localField: 'a', as: 'x' } }",
        "420 $lookup: expected 'pipeline', or both 'localField' and 'foreignField', or all three")]
    [InlineData("{ $lookup: { " + From + ", localField: 'a', foreignField: 'b' } }",
        "40414 $lookup.as: 'as' is required and is missing")]
    [InlineData("{ $lookup: { " + From + ", localField: '$a', foreignField: 'b', as: 'x' } }",
        "16410 $lookup.localField: the name '$a' must not begin with '$'")]
    [InlineData("{ $lookup: { " + Equality + ", let: { v: 1 } } }",
        "420 $lookup.let: 'let' needs a 'pipeline' that uses its variables")]
    [InlineData("{ $lookup: { " + Equality + ", parallelism: 65 } }",
        "2 $lookup.parallelism: 'parallelism' is 65; expected 1 to 64")]
    [InlineData("{ $lookup: { " + Equality + ", partitionBy: { $nope: 1 } } }",
        "168 $lookup.partitionBy.$nope: Unrecognized expression '$nope'")]
    [InlineData("{ $lookup: { " + From + ", pipeline: [{ $out: 'x' }], as: 'x' } }",
        "420 $lookup.pipeline.0: $out is not allowed within a $lookup's pipeline")]
    [InlineData("{ $lookup: { " + Equality + ", ass: 1 } }", "40415 $lookup.ass: 'ass' is not a known field.")]
    public void Refuses(string stage, string problem) =>
        Assert.StartsWith(problem, TestPipelines.ProblemOfStage(stage), StringComparison.Ordinal);

    [Fact]
    public void The_answer_takes_the_place_of_a_field_and_may_be_nested()
    {
        var harness = Lookup("{ " + From + ", localField: 'a', foreignField: 'b', as: 'x.found' }");

        harness.Process("{ x: { y: 1 }, a: 1 }", "{ a: 2, x: 5 }");

        harness.PutsOut(
            "{ x: { y: 1, found: [{ _id: 1, b: 1 }, { _id: 3, b: [1, 2] }] }, a: 1 }",
            "{ a: 2, x: { found: [{ _id: 2, b: 2 }, { _id: 3, b: [1, 2] }] } }");
    }

    [Fact]
    public void Documents_stay_in_order_among_those_that_are_refused()
    {
        var harness = Lookup("{ " + Equality + " }");
        harness.Connector.AnsweredAtOnce = 2;

        harness.Process("{ a: 9, n: 1 }", "{ a: 1, n: 2, refused: true }", "{ a: 9, n: 3 }", "{ a: 9, n: 4 }");

        harness.PutsOut("{ a: 9, n: 1, found: [] }", "{ a: 9, n: 3, found: [] }", "{ a: 9, n: 4, found: [] }");
        Assert.Equal(["the lookup refuses this one"], harness.Reasons);
        Assert.Equal("LookupOperator", harness.DeadLetters[0]["operatorName"].AsString);
    }

    [Fact]
    public void A_variable_that_cannot_be_evaluated_costs_its_document_alone()
    {
        var harness = Lookup("{ " + From + ", let: { v: { $divide: [1, '$a'] } }, pipeline: [], as: 'found' }");

        harness.Process("{ a: 0 }", "{ _id: 2, a: 1 }");

        harness.PutsOut("{ _id: 2, a: 1, found: [{ _id: 2, b: 2 }] }");
        Assert.Single(harness.DeadLetters);
    }

    [Fact]
    public void Documents_of_the_pipeline_itself_need_no_connection()
    {
        var harness = new PipelineHarness(
            """
            [{ $lookup: { localField: 'code', foreignField: 'code', let: { m: '$m' }, as: 'names', pipeline: [
                { $documents: [{ code: 1, name: 'new' }, { code: 2, name: { $concat: ['paid ', '$$m'] } }] },
                { $set: { by: '$$m' } }, { $unset: 'code' }] } }]
            """);

        harness.Process("{ code: 2, m: 'x' }", "{ code: 3, m: 'y' }", "{ code: [1, 2], m: 'z' }");

        harness.PutsOut(
            "{ code: 2, m: 'x', names: [{ name: 'paid x', by: 'x' }] }",
            "{ code: 3, m: 'y', names: [] }",
            "{ code: [1, 2], m: 'z', names: [{ name: 'new', by: 'z' }, { name: 'paid z', by: 'z' }] }");
    }

    [Fact]
    public void A_match_on_other_fields_runs_ahead_of_a_lookup_by_equality()
    {
        var harness = new PipelineHarness("[{ $lookup: { " + Equality + " } }, { $match: { n: 1 } }]");

        Assert.Equal(
            ["MatchOperator", "LookupOperator"], harness.Chain.Operators.Take(2).Select(one => one.Name));
    }

    [Fact]
    public void Parallelism_above_one_counts()
    {
        var pipeline = TestPipelines.Compile(
            "[{ $source: { connectionName: 'in' } }, { $lookup: { " + Equality + ", parallelism: 4 } }, "
                + "{ $emit: { connectionName: 'out', parallelism: 2 } }]",
            new TestConnector());

        Assert.Equal(4, pipeline.AddedParallelism);
    }

    private static PipelineHarness Lookup(string argument)
    {
        var harness = new PipelineHarness($"[{{ $lookup: {argument} }}]");
        harness.Connector.Collection =
            [.. new[] { "{ _id: 1, b: 1 }", "{ _id: 2, b: 2 }", "{ _id: 3, b: [1, 2] }" }
                .Select(ExtendedJson.ParseLenient)];
        return harness;
    }
}
