using WireSP.Streaming.Windows;

namespace WireSP.Tests.Streaming.Windows;

public class SessionQueueTests
{
    private static readonly SessionOpening Opening = new(new HeldPositions.Entry(null), 0, null, 0);

    [Fact]
    public void Sessions_come_out_by_their_ends_and_those_of_one_end_as_they_were_opened() =>
        Property.ForAllSeeds(seed =>
        {
            var random = new Random(seed);
            var queue = new SessionQueue();
            List<(long EndMs, long Number)> expected = [];
            for (var number = 0; number < 300; number++)
            {
                expected.Add((random.Next(40), number));
                queue.Add(new Session(number, Opening), expected[^1].EndMs);
                if (random.Next(3) == 0)
                {
                    expected.Sort();
                    Assert.Equal(expected[0].EndMs, queue.LeastEndMs);
                    var putOff = (expected[0].EndMs + random.Next(20), expected[0].Number);
                    queue.PutOff(putOff.Item1);
                    expected[0] = putOff;
                }
            }

            expected.Sort();
            foreach (var (endMs, number) in expected)
            {
                Assert.Equal((endMs, number), (queue.LeastEndMs, queue.Take().Number));
            }

            Assert.Equal(long.MaxValue, queue.LeastEndMs);
        });

    [Fact]
    public void All_that_is_allocated_is_told_and_given_back()
    {
        var queue = new SessionQueue();
        for (var number = 0; number < 1025; number++)
        {
            queue.Add(new Session(number, Opening), number);
        }

        Assert.Equal(2048 * 16, queue.Bytes);
        while (queue.Count > 0)
        {
            _ = queue.Take();
        }

        Assert.Equal(16 * 16, queue.Bytes);
    }
}
