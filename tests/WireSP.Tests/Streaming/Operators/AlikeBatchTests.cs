using FsCheck.Fluent;
using WireSP.Bson;
using WireSP.Expressions.Runs;
using WireSP.TestKit.Streaming;
using WireSP.Tests.Expressions.Runs;

namespace WireSP.Tests.Streaming.Operators;

/// <summary>
/// As many documents of one shape as it takes until they go through one written loop, and some behind them that are
/// not quite like them.
/// </summary>
public class AlikeBatchTests
{
    // Changes nothing, and takes documents one by one, so that all operators of its pipeline have to.
    private const string OneByOne = "{ $unwind: { path: '$nothing', preserveNullAndEmptyArrays: true } }";

    private const int CaseCount = 40;

    private static readonly string[] Stages =
    [
        "{ $set: { i: { $add: ['$i', 1] }, new: { $multiply: ['$d', '$l'] } } }",
        "{ $set: { l: { $subtract: ['$l', '$i'] }, s: '$u' } }",
        "{ $addFields: { d: { $divide: ['$d', 4] }, x: { $mod: ['$i', 7] }, none: null } }",
        "{ $project: { s: 1, o: 1, y: { $multiply: ['$i', '$j'] }, z: { $subtract: ['$o.p.l', 1] }, t: '$u' } }",
        "{ $project: { i: 1, l: 1, x: { $add: ['$o.i', '$o.d'] }, at: '$at' } }",
        "{ $project: { s: 0, d: 0 } }",
        "{ $unset: ['l', 'o.p'] }",
        "{ $set: { x: { $hour: '$at' }, low: { $toLower: '$s' } } }",
        "{ $match: { i: { $gte: -500 } } }",
        "{ $match: { $expr: { $gt: [{ $mod: ['$l', 5] }, 1] } } }",
        "{ $replaceWith: { $ifNull: ['$o', '$$ROOT'] } }",
        "{ $replaceWith: '$o' }",
    ];

    private static readonly string[] Keys = ["'$s'", "'$i'", "{ $mod: ['$i', 3] }", "'$o.s'", "null", "'$b'", "'$n'"];

    private static readonly string[] Accumulators =
    [
        "{ $sum: '$i' }", "{ $sum: { $add: ['$l', '$d'] } }", "{ $avg: '$o.d' }", "{ $min: '$l' }", "{ $max: '$d' }",
        "{ $sum: { $cond: [{ $lt: ['$i', 50] }, 1, 0] } }", "{ $sum: { $multiply: ['$i', '$j'] } }", "{ $count: {} }",
        "{ $max: { $cond: [{ $eq: ['$s', 'aaa'] }, 1, 0] } }", "{ $stdDevPop: '$o.i' }", "{ $sum: '$o.p.l' }",
        "{ $last: '$u' }", "{ $max: { $hour: '$at' } }",
    ];

    private static readonly string[] Windows =
    [
        "$tumblingWindow: { interval: { size: 1, unit: 'second' }, allowedLateness: { size: 100, unit: 'ms' }",
        "$hoppingWindow: { interval: { size: 2, unit: 'second' }, hopSize: { size: 1, unit: 'second' }",
        "$sessionWindow: { gap: { size: 25, unit: 'ms' }, partitionBy: '$i'",
    ];

    [Fact]
    public void Batches_give_what_their_documents_give_one_by_one() => ForSomeSeeds(random =>
    {
        string[] stages = random.GetItems(Stages, random.Next(1, 3));
        var batch = new PipelineHarness($"[{string.Join(", ", stages)}]");
        var single = new PipelineHarness($"[{string.Join(", ", stages)}, {OneByOne}]");
        Process(batch, single, random);

        Assert.Equal(single.Output, batch.Output);
        var (one, other) = (single.DeadLetters.Select(Text), batch.DeadLetters.Select(Text));
        Assert.Equal(stages.Length == 1 ? one : one.Order(), stages.Length == 1 ? other : other.Order());
        for (var i = 0; i < stages.Length; i++)
        {
            var (expected, found) = (single.Chain.Operators[i], batch.Chain.Operators[i]);
            Assert.Equal((expected.InputCount, expected.InputBytes), (found.InputCount, found.InputBytes));
            Assert.Equal(expected.DeadLetterCount, found.DeadLetterCount);
        }
    });

    [Fact]
    public void Windows_give_what_documents_one_by_one_give() => ForSomeSeeds(random =>
    {
        var fields = random.GetItems(Accumulators, random.Next(1, 6)).Select((field, i) => $"f{i}: {field}");
        var groups = $"{{ $group: {{ _id: {random.GetItems(Keys, 1)[0]}, {string.Join(", ", fields)} }} }}";
        var window = random.GetItems(Windows, 1)[0];
        var whole = Window(window, groups);
        var single = Window(window, "{ $match: {} }, " + groups);
        Process(whole, single, random);

        Assert.Equal(single.Output, whole.Output);
        Assert.Equal(single.Reasons, whole.Reasons);
        Assert.Equal(single.Chain.Operators[0].InputBytes, whole.Chain.Operators[0].InputBytes);
        Assert.Equal(single.Chain.RefusedBytes, whole.Chain.RefusedBytes);
    });

    private static void ForSomeSeeds(Action<Random> body) => Property.Holds(
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), seed => body(new Random(seed))), CaseCount);

    private static PipelineHarness Window(string window, string inner) => new(
        "[{ " + window + ", pipeline: [" + inner + "] } }]",
        "{ $source: { connectionName: 'in', timeField: { $toDate: '$at' } } }");

    private static void Process(PipelineHarness first, PipelineHarness second, Random random)
    {
        var documents = new AlikeDocuments(random) { HasTimes = true };
        BsonDocument[][] batches =
        [
            documents.Sound(RunCode.WorthwhileDocuments + 200),
            .. Enumerable.Range(0, 5).Select(_ => documents.Varied(random.Next(100, 250), random.Next(6))),
        ];
        foreach (var batch in batches)
        {
            first.Process(batch);
            second.Process(batch);
        }
    }

    private static string Text(BsonDocument document) => Convert.ToHexString(document.Span);
}
