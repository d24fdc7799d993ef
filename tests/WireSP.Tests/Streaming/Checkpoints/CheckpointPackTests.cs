using WireSP.Streaming.Checkpoints;

namespace WireSP.Tests.Streaming.Checkpoints;

public class CheckpointPackTests
{
    private const int SegmentBytes = 700_000;

    [Fact]
    public async Task Chunks_are_handed_out_as_they_fill_and_again_from_the_start()
    {
        var pack = new CheckpointPack(1);
        var segments = Fill(pack, 1, 2, 3);
        pack.Complete();

        Assert.Equal(await ReadAsync(pack), await ReadAsync(pack));
        Assert.Equal(pack.ToArray(), await ReadAsync(pack));
        Assert.Equal(pack.Length, segments.Sum(segment => segment.Length));
    }

    [Fact]
    public async Task A_pack_that_was_given_up_leaves_its_memory_to_the_next_one()
    {
        var first = new CheckpointPack(1);
        _ = Fill(first, 1, 2, 3, 4);
        first.Complete();
        first.Release();

        var second = new CheckpointPack(2);
        var segments = Fill(second, 5, 6, 7);
        second.Complete();
        var bytes = await ReadAsync(second);

        Assert.All(
            segments,
            segment => Assert.Equal(
                segment.Checksum, Crc32C.Compute(bytes.AsSpan((int)segment.Offset, segment.Length))));
        Assert.Equal([5, 6, 7], segments.Select(segment => bytes[segment.Offset + 100]));
    }

    private static List<StateSegment> Fill(CheckpointPack pack, params byte[] fillers)
    {
        List<StateSegment> segments = [];
        foreach (var filler in fillers)
        {
            var writer = pack.Begin();
            writer.WriteRaw(Enumerable.Repeat(filler, SegmentBytes).ToArray());
            segments.Add(pack.End());
        }

        return segments;
    }

    private static async Task<byte[]> ReadAsync(CheckpointPack pack)
    {
        List<byte> bytes = [];
        for (var index = 0; ; index++)
        {
            var chunk = await pack.ReadAsync(index, CancellationToken.None);
            if (chunk.IsEmpty)
            {
                return [.. bytes];
            }

            bytes.AddRange(chunk.Span);
        }
    }
}
