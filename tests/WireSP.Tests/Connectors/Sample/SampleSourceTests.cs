using WireSP.Bson;
using WireSP.Connectors.Sample;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.Sample;

public sealed class SampleSourceTests : SourceContract
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task Documents_come_at_the_pace_that_is_set()
    {
        await using var source = Open("solar", documentsPerSecond: 4);
        await source.OpenAsync(null, CancellationToken.None);

        Assert.Equal(1, await CountAsync(source));
        _clock.Advance(TimeSpan.FromMilliseconds(750));
        Assert.Equal(3, await CountAsync(source));
    }

    [Fact]
    public async Task After_a_long_pause_the_stream_goes_on_at_its_pace()
    {
        await using var source = Open("solar", documentsPerSecond: 2_000);
        await source.OpenAsync(null, CancellationToken.None);
        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(1, await CountAsync(source));
        _clock.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal(200, await CountAsync(source));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_stream_and_another_one_another()
    {
        var streams = new List<string>();
        foreach (var seed in new[] { 7, 7, 8 })
        {
            await using var source = new SampleSource(SampleFormats.Find("", "solar")!, seed, 100, _clock);
            await source.OpenAsync(null, CancellationToken.None);
            _clock.Advance(TimeSpan.FromMilliseconds(200));
            var batch = new SourceBatch();
            _ = await source.ReadAsync(batch, CancellationToken.None);
            streams.Add(string.Join(
                ' ', batch.Documents.Select(document => document.Body["obs"].AsDocument["watts"].AsInt32)));
        }

        Assert.Equal(streams[0], streams[1]);
        Assert.NotEqual(streams[0], streams[2]);
    }

    protected override ISource CreateSource() => Open("samplecommerce", documentsPerSecond: 100);

    protected override Task MakeAvailableAsync(int count)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(10 * count));
        return Task.CompletedTask;
    }

    protected override FakeClock? Clock => _clock;

    protected override string Identify(BsonDocument document) =>
        $"{document["order_id"].AsInt64} {document["total"].AsDouble}";

    private static async Task<int> CountAsync(SampleSource source)
    {
        var batch = new SourceBatch();
        Assert.True(await source.ReadAsync(batch, CancellationToken.None));
        return batch.Documents.Count;
    }

    private SampleSource Open(string format, double documentsPerSecond) =>
        new(SampleFormats.Find("", format)!, seed: 1, documentsPerSecond, _clock);
}
