using WireSP.Bson;
using WireSP.TestKit.Streaming;
using WireSP.Tests.Bson;

namespace WireSP.Tests.Streaming.Windows;

public class WindowFeedTests
{
    private const string Source = "{ $source: { connectionName: 'in', timeField: { $toDate: { $toLong: '$t' } } } }";

    private const string Groups =
        "{ $group: { _id: '$k', n: { $sum: 1 }, s: { $sum: { $add: ['$v', 1] } }, m: { $mergeObjects: '$o' }, "
            + "top: { $top: { sortBy: { v: -1 }, output: ['$v', '$k'] } }, min: { $min: '$v' }, l: { $last: '$o' } } }";

    private static readonly string[] Windows =
    [
        "$tumblingWindow: { interval: { size: 1, unit: 'second' }, allowedLateness: { size: 300, unit: 'ms' }",
        "$hoppingWindow: { interval: { size: 2, unit: 'second' }, hopSize: { size: 1, unit: 'second' }, "
            + "allowedLateness: { size: 300, unit: 'ms' }",
        "$tumblingWindow: { interval: { size: 1, unit: 'second' }, boundary: 'processingTime'",
    ];

    [Fact]
    public void Whole_batches_give_what_documents_one_by_one_give() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        foreach (var window in Windows)
        {
            var documents = Documents(random);
            var whole = Run(window, Groups, documents, random.Next(1, 40));

            // A stage in front of the window keeps its documents from being taken as batches.
            var single = Run(window, "{ $match: {} }, " + Groups, documents, documents.Count + 1);
            Assert.Equal(single.Output, whole.Output);
            Assert.Equal(single.Reasons, whole.Reasons);
            Assert.Equal(Counts(single), Counts(whole));
        }
    });

    [Fact]
    public void Documents_that_fail_count_where_they_fail_and_move_the_watermark()
    {
        var harness = new PipelineHarness("[{ " + Windows[0] + ", pipeline: [" + Groups + "] } }]", Source);

        harness.Process(
            "{ t: 0, k: 1, v: 1 }", "{ k: 1 }", "{ t: 100, k: 1, v: 1, o: 5 }", "{ t: 9000, k: 1, v: 'x' }",
            "{ t: 200, k: 2, v: 1 }");

        harness.PutsOut("{ _id: 1, n: 1, s: 2, m: {}, top: [1, 1], min: 1, l: null }");
        Assert.Equal(4, harness.DeadLetters.Count);
        var window = harness.Chain.Operators[0];
        Assert.Equal(4, window.InputCount);
        Assert.Equal(1, window.DeadLetterCount);
        Assert.Equal(3, window.TotalDeadLetterCount);
        Assert.Equal(1, harness.Chain.RefusedCount);
    }

    private static PipelineHarness Run(
        string window, string inner, IReadOnlyList<BsonDocument> documents, int batchSize)
    {
        var harness = new PipelineHarness("[{ " + window + ", pipeline: [" + inner + "] } }]", Source);
        foreach (var batch in documents.Chunk(batchSize))
        {
            harness.Process(batch);
        }

        harness.Process("{ t: 1000000, k: 0, v: 0 }");
        return harness;
    }

    private static (long, long, long, long) Counts(PipelineHarness harness)
    {
        var window = harness.Chain.Operators[0];
        return (window.InputCount, window.InputBytes, window.DeadLetterCount, harness.Chain.RefusedBytes);
    }

    // Some late, some without a time, some that fail an accumulator.
    private static List<BsonDocument> Documents(Random random)
    {
        List<BsonDocument> documents = [];
        var time = 0;
        for (var i = 0; i < 60; i++)
        {
            time += random.Next(150);
            var builder = new BsonDocumentBuilder();
            if (random.Next(12) > 0)
            {
                builder.Add("t", time - (random.Next(4) == 0 ? random.Next(2500) : 0));
            }

            builder.Add("k", random.Next(3));
            builder.Add("v", random.Next(8) == 0 ? "text" : (BsonValue)random.Next(100));
            builder.Add("o", random.Next(8) == 0 ? 5 : (BsonValue)new BsonDocumentBuilder { { "x", i } }.ToDocument());
            documents.Add(builder.ToDocument());
        }

        return documents;
    }
}
