using WireSP.Bson;
using WireSP.Streaming;

namespace WireSP.Tests.Streaming;

public sealed class OriginTableTests
{
    private static readonly BsonDocument[] Details =
        [default, new BsonDocumentBuilder { { "key", 1 } }.ToDocument()];

    [Fact]
    public void Origins_are_found_by_their_numbers_as_they_were_added() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var table = new OriginTable();
        var expected = new List<DocumentOrigin>();
        var origin = default(DocumentOrigin);
        for (var step = random.Next(60); step > 0; step--)
        {
            origin = Next(random, origin);
            var isLast = expected.Count > 0 && expected[^1] == origin;
            if (random.Next(4) == 0)
            {
                var count = 1 + random.Next(5);
                Assert.Equal(expected.Count - (isLast ? 1 : 0), table.AddSequence(origin, count));
                for (var i = isLast ? 1 : 0; i < count; i++)
                {
                    expected.Add(origin with { Position = origin.Position + i });
                }

                origin = expected[^1];
            }
            else
            {
                Assert.Equal(expected.Count - (isLast ? 1 : 0), table.Add(origin));
                expected.AddRange(isLast ? [] : [origin]);
            }

            if (random.Next(10) == 0)
            {
                var kept = random.Next(expected.Count + 1);
                table.Truncate(kept);
                expected.RemoveRange(kept, expected.Count - kept);
            }
        }

        Assert.Equal(expected.Count, table.Count);
        foreach (var number in Enumerable.Range(0, expected.Count).OrderBy(_ => random.Next()))
        {
            Assert.Equal(expected[number], table[number]);
            Assert.Equal(expected[number].Partition, table.PartitionOf(number));
        }

        Assert.True(!table.IsOfOnePartition || expected.DistinctBy(one => one.Partition).Count() <= 1);
    });

    [Fact]
    public void A_table_that_was_cleared_knows_nothing_of_what_it_held()
    {
        var table = new OriginTable();
        _ = table.Add(new DocumentOrigin(null, 1, 7, 0, default));
        _ = table.Add(new DocumentOrigin(null, 2, 8, 0, default));
        Assert.False(table.IsOfOnePartition);

        table.Clear();

        Assert.True(table.IsOfOnePartition);
        Assert.Equal(0, table.Add(new DocumentOrigin(null, 2, 9, 0, default)));
        Assert.Equal(1, table.Count);
        Assert.Equal(9, table[0].Position);
        _ = Assert.Throws<ArgumentOutOfRangeException>(() => table[1]);
    }

    // Mostly one that follows or is the same, else one that differs in one thing.
    private static DocumentOrigin Next(Random random, in DocumentOrigin last) => random.Next(8) switch
    {
        0 => last with { Partition = random.Next(3) },
        1 => last with { IngestTimeMs = random.Next(3), Position = last.Position + 1 },
        2 => last with { Details = Details[random.Next(2)], Position = last.Position + 1 },
        3 => last with { Position = last.Position + random.Next(-2, 4) },
        4 => last,
        _ => last with { Position = last.Position + 1 },
    };
}
