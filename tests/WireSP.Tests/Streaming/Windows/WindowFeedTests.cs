using System.Globalization;
using WireSP.Bson;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Windows;

public class WindowFeedTests
{
    private const string Source = "{ $source: { connectionName: 'in', timeField: { $toDate: { $toLong: '$t' } } } }";

    private const string Groups =
        "{ $group: { _id: '$k', n: { $sum: 1 }, s: { $sum: { $add: ['$v', 1] } }, m: { $mergeObjects: '$o' }, "
            + "top: { $top: { sortBy: { v: -1 }, output: ['$v', '$k'] } }, min: { $min: '$v' }, l: { $last: '$o' } } }";

    private const string PlainSource = "{ $source: { connectionName: 'in', timeField: { $toDate: '$ts' } } }";

    private const string PlainGroups =
        "{ $group: { _id: { $ifNull: ['$k', '$o.k'] }, n: { $sum: 1 }, s: { $sum: '$v' }, a: { $avg: '$v' }, "
            + "min: { $min: '$v' }, max: { $max: '$v' }, d: { $stdDevPop: '$v' }, "
            + "low: { $sum: { $cond: [{ $lt: ['$v', 50] }, 1, 0] } }, "
            + "some: { $sum: { $cond: [{ $or: [{ $gte: ['$v', 90] }, { $and: [{ $gt: ['$v', 10] }, "
            + "{ $lt: ['$v', '$w'] }] }] }, 1, 0] } }, "
            + "has: { $max: { $cond: [{ $gt: ['$o.k', null] }, 1, 0] } }, "
            + "top: { $top: { sortBy: { v: -1 }, output: ['$v', '$k'] } } } }";

    private static readonly string[] Windows =
    [
        "$tumblingWindow: { interval: { size: 1, unit: 'second' }, allowedLateness: { size: 300, unit: 'ms' }",
        "$hoppingWindow: { interval: { size: 2, unit: 'second' }, hopSize: { size: 1, unit: 'second' }, "
            + "allowedLateness: { size: 300, unit: 'ms' }",
        "$tumblingWindow: { interval: { size: 1, unit: 'second' }, boundary: 'processingTime'",
    ];

    private const string Sessions =
        "$sessionWindow: { gap: { size: 90, unit: 'ms' }, partitionBy: '$k', "
            + "allowedLateness: { size: 300, unit: 'ms' }";

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
    public void Documents_taken_together_give_what_documents_one_by_one_give() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        foreach (var window in Windows.Append(Sessions))
        {
            var documents = DocumentsOfFewShapes(random);
            var whole = Run(window, PlainGroups, documents, random.Next(1, 200), PlainSource);
            var single = Run(window, "{ $match: {} }, " + PlainGroups, documents, documents.Count + 1, PlainSource);
            Assert.Equal(single.Output, whole.Output);
            Assert.Equal(single.Reasons, whole.Reasons);
            Assert.Equal(Counts(single), Counts(whole));
        }
    });

    [Fact]
    public void Sessions_of_what_is_grouped_by_give_what_documents_one_by_one_give() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var groups = PlainGroups.Replace("{ $ifNull: ['$k', '$o.k'] }", "'$k'", StringComparison.Ordinal);
        var documents = DocumentsOfFewShapes(random);
        var whole = Run(Sessions, groups, documents, random.Next(1, 200), PlainSource);
        var single = Run(Sessions, "{ $match: {} }, " + groups, documents, documents.Count + 1, PlainSource);
        Assert.Equal(single.Output, whole.Output);
        Assert.Equal(single.Reasons, whole.Reasons);
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
        string window, string inner, IReadOnlyList<BsonDocument> documents, int batchSize, string source = Source)
    {
        var harness = new PipelineHarness("[{ " + window + ", pipeline: [" + inner + "] } }]", source);
        foreach (var batch in documents.Chunk(batchSize))
        {
            harness.Process(batch);
        }

        harness.Process("{ t: 1000000, ts: { $numberLong: '1000000' }, k: 0, v: 0 }");
        return harness;
    }

    private static (long, long, long, long) Counts(PipelineHarness harness)
    {
        var window = harness.Chain.Operators[0];
        return (window.InputCount, window.InputBytes, window.DeadLetterCount, harness.Chain.RefusedBytes);
    }

    // Long stretches of one shape, with others in between; some late, some without a time, some in text.
    private static List<BsonDocument> DocumentsOfFewShapes(Random random)
    {
        List<BsonDocument> documents = [];
        var time = 0;
        for (var i = 0; i < 120; i++)
        {
            time += random.Next(30);
            var timeMs = time - (random.Next(40) == 0 ? random.Next(2500) : 0);
            var builder = new BsonDocumentBuilder
            {
                { "ts", random.Next(40) == 0 ? TextOf(timeMs) : BsonValue.FromDateTimeMs(timeMs) },
            };
            switch (random.Next(i % 100 < 50 ? 2 : 20))
            {
                case 0:
                    builder.Add("o", new BsonDocumentBuilder { { "k", random.Next(4) } }.ToDocument());
                    builder.Add("v", random.NextInt64(100));
                    break;
                case 3:
                    builder.Add("k", "text");
                    builder.Add("v", random.NextDouble() * 100);
                    break;
                case 4:
                    builder.Add("v", "text");
                    break;
                case 5:
                    builder = new BsonDocumentBuilder { { "k", BsonValue.Null } };
                    break;
                default:
                    builder.Add("k", (long)random.Next(4));
                    builder.Add("v", random.Next(100));
                    builder.Add("w", random.NextInt64(100));
                    break;
            }

            documents.Add(builder.ToDocument());
        }

        return InOneBuffer(documents);
    }

    private static string TextOf(long timeMs) => DateTimeOffset.FromUnixTimeMilliseconds(timeMs)
        .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    // As sources hand them over: only then are they taken together.
    private static List<BsonDocument> InOneBuffer(List<BsonDocument> documents)
    {
        var writer = new BsonWriter();
        documents.ForEach(document => writer.WriteRaw(document.Span));
        var buffer = writer.Written.ToArray();
        var offset = 0;
        return documents.ConvertAll(document =>
        {
            offset += document.Length;
            return new BsonDocument(buffer, offset - document.Length, document.Length);
        });
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
