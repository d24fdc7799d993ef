using WireSP.Bson;
using WireSP.TestKit.Streaming;
using WireSP.Tests.Expressions.Fields;

namespace WireSP.Tests.Streaming.Operators;

public class BatchOperatorTests
{
    // Changes nothing, and takes documents one by one, so that all operators of its pipeline have to.
    private const string OneByOne = "{ $unwind: { path: '$nothing', preserveNullAndEmptyArrays: true } }";

    private static readonly string[] Stages =
    [
        "{ $match: { a: { $exists: true } } }",
        "{ $match: { $expr: { $gt: ['$a', 1] } } }",
        "{ $match: { a: { $ne: null } } }",
        "{ $match: { a: { $gte: 0 } } }",
        "{ $validate: { validator: { a: { $gte: 0 } } } }",
        "{ $project: { b: 1, at: 1, a: { $ifNull: [{ $concat: ['$b', '$c'] }, '$at'] } } }",
        "{ $set: { a: { $multiply: ['$a', 2] } } }",
        "{ $set: { a: { $multiply: ['$a', 0.5] } } }",
        "{ $project: { b: 1, abcdef: 1, at: 1 } }",
        "{ $project: { b: 1, at: 1, a: { $subtract: [1.5, '$a'] } } }",
        "{ $set: { b: { $add: ['$at', 1.5] }, c: '$a' } }",
        "{ $set: { 'abcdefgh.a': 7 } }",
        "{ $unset: ['abcdef', 'a.b'] }",
        "{ $project: { a: 1, at: 1, abcdefgh: 1, 'b.c': 1 } }",
        "{ $project: { abcdef: 1, a: 1, d: { $toInt: '$c' } } }",
        "{ $replaceWith: { $ifNull: ['$b', '$$ROOT'] } }",
        "{ $replaceWith: '$abcdefg' }",
        "{ $set: { p: { $meta: 'stream.source.position' } } }",
    ];

    [Fact]
    public void A_batch_gives_what_its_documents_give_one_by_one() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var stages = Enumerable.Range(0, random.Next(1, 4)).Select(_ => Stages[random.Next(Stages.Length)]).ToList();
        var documents = new ShapedDocuments(seed);
        var batch = new PipelineHarness($"[{string.Join(',', stages)}]");
        var single = new PipelineHarness($"[{string.Join(',', stages)}, {OneByOne}]");
        for (var i = 0; i < 3; i++)
        {
            BsonDocument[] given = [.. Enumerable.Range(0, random.Next(60)).Select(_ => documents.Next())];
            batch.Process(given);
            single.Process(given);
        }

        Assert.Equal(single.Output, batch.Output);
        Assert.Equal(single.DeadLetters.Select(Text).Order(), batch.DeadLetters.Select(Text).Order());
        for (var i = 0; i < stages.Count; i++)
        {
            var (one, other) = (single.Chain.Operators[i], batch.Chain.Operators[i]);
            Assert.Equal((one.InputCount, one.InputBytes), (other.InputCount, other.InputBytes));
            Assert.Equal((one.DeadLetterCount, one.DeadLetterBytes), (other.DeadLetterCount, other.DeadLetterBytes));
        }
    });

    [Fact]
    public void A_document_without_a_time_is_the_sources_dead_letter_and_all_others_pass()
    {
        var harness = new PipelineHarness(
            "[{ $set: { a: 1 } }]", "{ $source: { connectionName: 'in', timeField: { $toDate: '$at' } } }");

        harness.Process("{ at: { $numberLong: '5' } }", "{ at: [] }", "{ at: { $numberLong: '6' } }");

        harness.PutsOut("{ at: { $numberLong: '5' }, a: 1 }", "{ at: { $numberLong: '6' }, a: 1 }");
        Assert.Equal("TestSourceOperator", Assert.Single(harness.DeadLetters)["operatorName"].AsString);
        Assert.Equal((2, 1), (harness.Chain.Operators[0].InputCount, harness.Chain.RefusedCount));
    }

    private static string Text(BsonDocument document) => Convert.ToHexString(document.Span);
}
