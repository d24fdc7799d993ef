using FsCheck.Fluent;
using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Sources;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Pipelines;

public class StageOrderTests
{
    private static readonly string[] Stages =
    [
        "{ $match: { a: 1 } }", "{ $match: { 'b.x': { $gt: 0 } } }", "{ $match: { $or: [{ c: null }, { a: 2 }] } }",
        "{ $match: { $expr: { $gt: ['$a', 1] } } }", "{ $match: { _id: { $lt: 3 }, n: 7 } }", "{ $match: { n: 7 } }",
        "{ $set: { n: 7 } }", "{ $set: { a: '$b' } }", "{ $addFields: { 'b.x': 1 } }", "{ $set: { d: '$c' } }",
        "{ $set: { z: { $divide: [1, '$a'] } } }", "{ $unset: 'a' }", "{ $unset: ['b.x', 'n'] }",
        "{ $project: { a: 1, b: 1 } }", "{ $project: { _id: 0, a: 1, n: '$c' } }", "{ $project: { c: 0 } }",
        "{ $project: { 'b.x': 1, c: true } }", "{ $project: { c: 0, _id: 0 } }", "{ $unwind: '$b' }",
        "{ $unwind: { path: '$c', includeArrayIndex: 'n', preserveNullAndEmptyArrays: true } }",
        "{ $replaceWith: { a: '$b', n: 7 } }",
    ];

    private static readonly string[] Documents =
    [
        "{ _id: 1, a: 1, b: { x: 1 }, c: [1, 2], n: 7 }", "{ _id: 2, a: 2, b: [{ x: 0 }, { x: 2 }] }",
        "{ _id: 3, a: 0, c: null }", "{ _id: 4, b: 5, n: 1 }", "{ a: [1, 2], b: [], c: 'x' }", "{ _id: 0, a: 'x' }",
    ];

    [Fact]
    public void The_order_in_which_stages_run_changes_no_result() =>
        Property.Holds(
            Prop.ForAll(
                Gen.ListOf(Gen.Elements(Stages)).Resize(6).ToArbitrary(),
                stages => Run(stages, keepsOrder: true) == Run(stages, keepsOrder: false)),
            cases: 300);

    [Theory]
    [InlineData("{ $set: { b: 1 } }", "{ $match: { a: 1 } }", true)]
    [InlineData("{ $set: { b: '$a' } }", "{ $match: { $and: [{ a: 1 }, { 'c.d': 1 }] } }", true)]
    [InlineData("{ $project: { a: 1 } }", "{ $match: { 'a.x': 1 } }", true)]
    [InlineData("{ $project: { b: 0 } }", "{ $match: { a: 1 } }", true)]
    [InlineData("{ $unset: 'b' }", "{ $match: { a: /x/ } }", true)]
    [InlineData("{ $unwind: '$b' }", "{ $match: { a: 1 } }", true)]
    // What it reads is changed.
    [InlineData("{ $set: { a: 1 } }", "{ $match: { a: 1 } }", false)]
    [InlineData("{ $set: { 'a.b': 1 } }", "{ $match: { 'a.c': 1 } }", false)]
    [InlineData("{ $project: { b: 1 } }", "{ $match: { a: 1 } }", false)]
    [InlineData("{ $project: { a: '$b' } }", "{ $match: { a: 1 } }", false)]
    [InlineData("{ $project: { a: 1, _id: 0 } }", "{ $match: { _id: 1 } }", false)]
    [InlineData("{ $unwind: { path: '$b', includeArrayIndex: 'a' } }", "{ $match: { a: 1 } }", false)]
    [InlineData("{ $replaceWith: '$x' }", "{ $match: { a: 1 } }", false)]
    // The stage before may make dead letters of documents that would not match.
    [InlineData("{ $set: { b: { $divide: [1, '$c'] } } }", "{ $match: { a: 1 } }", false)]
    [InlineData("{ $validate: { validator: { b: 1 } } }", "{ $match: { a: 1 } }", false)]
    // The query reads more than fields.
    [InlineData("{ $set: { b: 1 } }", "{ $match: { $expr: { $eq: ['$a', 1] } } }", false)]
    [InlineData("{ $set: { b: 1 } }", "{ $match: { $jsonSchema: { required: ['a'] } } }", false)]
    [InlineData("{ $set: { b: 1 } }", "{ $match: { $sampleRate: 0.5 } }", false)]
    public void A_match_goes_ahead_where_it_may(string before, string match, bool goesAhead)
    {
        var order = StageOrder.Of(ExtendedJson.ParseLenientValue($"[{before}, {match}]").AsArray);

        Assert.Equal(goesAhead ? [1, 0] : [0, 1], order.Select(stage => stage.Index));
    }

    [Fact]
    public void Matches_keep_their_order_among_each_other() =>
        Assert.Equal(
            [1, 3, 0, 2],
            StageOrder.Of(ExtendedJson.ParseLenientValue(
                "[{ $set: { x: 1 } }, { $match: { a: 1 } }, { $unset: 'y' }, { $match: { b: 1 } }]").AsArray)
                .Select(stage => stage.Index));

    [Fact]
    public void A_problem_tells_the_place_as_it_was_written() =>
        Assert.StartsWith(
            "2 2 $match.a.$size: ",
            Assert.Single(TestPipelines.ProblemsOf(
                "[{ $source: { connectionName: 'in' } }, { $unset: 'b' }, { $match: { a: { $size: -1 } } }]")),
            StringComparison.Ordinal);

    private static string Run(IEnumerable<string> stages, bool keepsOrder)
    {
        List<PipelineProblem> problems = [];
        var text = $"[{string.Join(", ", stages.Prepend("{ $source: { connectionName: 'in' } }"))}]";
        var compiled = PipelineCompiler.Compile(
            new PipelineRequest(ExtendedJson.ParseLenientValue(text).AsArray, IsEphemeral: true)
            {
                KeepsOrder = keepsOrder,
            },
            new TestConnections(),
            [new TestConnector()],
            problems);
        Assert.NotNull(compiled);
        var context = new TaskContext(
            "0123456789abcdef01234567", "p1", IsEphemeral: true, null, new FakeClock(DocumentRow.Day));
        var batch = new SourceBatch();
        foreach (var document in Documents)
        {
            DocumentRow.Of(ExtendedJson.ParseLenient(document), 0, 0).AddTo(batch);
        }

        var output = new OutputBatch();
        new OperatorChain(compiled, context, null).Process(batch, output);
        var results = output.Documents.Select(document => document.Body)
            .Concat(output.DeadLetters.Select(letter => letter["doc"].AsDocument))
            .Select(document => ExtendedJson.Format(document, ExtendedJsonOptions.Canonical));
        return string.Join('\n', results);
    }
}
