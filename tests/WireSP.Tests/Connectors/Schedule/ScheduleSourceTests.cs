using WireSP.Bson;
using WireSP.Connectors.Schedule;
using WireSP.Streaming;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Connectors;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Connectors.Schedule;

public sealed class ScheduleSourceTests : SourceContract
{
    private readonly FakeClock _clock = new();

    [Fact]
    public async Task A_document_is_empty_but_for_the_time_of_its_tick()
    {
        await using var source = CreateSource();
        await source.OpenAsync(null, CancellationToken.None);
        _clock.Advance(TimeSpan.FromMilliseconds(2_500));
        var batch = new SourceBatch();

        Assert.True(await source.ReadAsync(batch, CancellationToken.None));

        Assert.Equal([1_000L, 2_000L], batch.Documents.Select(document => document.EventTimeMs - Midnight));
        Assert.Equal(1, batch.Documents[0].Body.CountElements());
        Assert.Equal(Midnight + 1_000, batch.Documents[0].Body["at"].AsDateTimeMs);
    }

    [Theory]
    [InlineData(false, 60)]
    [InlineData(true, 1)]
    public async Task Missed_ticks_are_made_up_for_unless_the_user_had_stopped_it(bool isStartedByUser, int expected)
    {
        await using var first = CreateSource();
        await first.OpenAsync(null, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(1));
        _ = await ReadAsync(first, 1);
        _clock.Advance(TimeSpan.FromSeconds(59));

        await using var second = Create(isStartedByUser ? _clock.GetUtcNow() : null);
        await second.OpenAsync(first.Position, CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(expected, (await ReadAsync(second, expected)).Count);
    }

    private static long Midnight => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds();

    protected override ISource CreateSource() => Create(startedByUser: null);

    protected override Task MakeAvailableAsync(int count)
    {
        _clock.Advance(TimeSpan.FromSeconds(count));
        return Task.CompletedTask;
    }

    protected override FakeClock? Clock => _clock;

    protected override string Identify(BsonDocument document) => $"{document["at"].AsDateTimeMs}";

    private ScheduleSource Create(DateTimeOffset? startedByUser)
    {
        var context = new TaskContext("", "p", false, null, _clock) { StartedByUser = startedByUser };
        return new ScheduleSource(CronSchedule.Parse("* * * * * *"), "at", context);
    }
}
