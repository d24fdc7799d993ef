using WireSP.Bson;
using WireSP.Server.Sampling;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Server.Sampling;

public class SampleCursorTests
{
    private static readonly SampleOwner Ada = new("ada", "admin");

    private readonly FakeClock _clock = new();

    [Fact]
    public async Task Documents_come_in_order_and_no_more_than_asked_for()
    {
        var cursor = Cursor(SampleCursorLimits.Sampling(null));
        Offer(cursor, 1, 2, 3);

        AssertHas(await cursor.ReadAsync(2, default), [1, 2]);
        AssertHas(await cursor.ReadAsync(2, default), [3]);
    }

    [Fact]
    public async Task A_document_is_copied_because_its_buffer_is_reused()
    {
        var cursor = Cursor(SampleCursorLimits.Sampling(null));
        var document = Document(1);
        cursor.Offer(document, isOverfillAllowed: false);
        document.Buffer.AsSpan(document.Offset + 7, 4).Fill(0xFF);

        AssertHas(await cursor.ReadAsync(5, default), [1]);
    }

    [Fact]
    public async Task An_empty_cursor_waits_a_moment_and_answers_an_empty_batch()
    {
        var cursor = Cursor(SampleCursorLimits.Sampling(null));

        var reading = cursor.ReadAsync(5, default).AsTask();
        Assert.False(reading.IsCompleted);
        _clock.Advance(SampleLimits.ReadWait);

        var batch = await reading;
        Assert.Empty(batch.Documents);
        Assert.False(batch.IsLast);
    }

    [Fact]
    public async Task A_document_that_comes_ends_the_wait()
    {
        var cursor = Cursor(SampleCursorLimits.Sampling(null));

        var reading = cursor.ReadAsync(5, default).AsTask();
        Offer(cursor, 1);

        AssertHas(await reading, [1]);
    }

    [Fact]
    public async Task A_reader_that_goes_away_ends_the_wait()
    {
        var cursor = Cursor(SampleCursorLimits.Sampling(null));
        using var gone = new CancellationTokenSource();

        var reading = cursor.ReadAsync(5, gone.Token).AsTask();
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    [Fact]
    public async Task A_limit_ends_the_cursor_with_its_last_document()
    {
        var cursor = Cursor(SampleCursorLimits.Sampling(2));
        Offer(cursor, 1, 2, 3);

        var batch = await cursor.ReadAsync(5, default);

        AssertHas(batch, [1, 2]);
        Assert.True(batch.IsLast);
    }

    [Fact]
    public async Task Sampling_ends_after_forty_megabytes()
    {
        var cursor = Cursor(SampleCursorLimits.Sampling(null));
        var large = new BsonDocumentBuilder { { "x", new string('x', 4_000_000) } }.ToDocument();
        for (var i = 0; i < 10; i++)
        {
            cursor.Offer(large, isOverfillAllowed: false);
            Assert.Equal(i == 9, (await cursor.ReadAsync(5, default)).IsLast);
        }
    }

    [Fact]
    public void A_full_cursor_drops_the_newest_and_counts_them()
    {
        var cursor = Cursor(SampleCursorLimits.Sampling(null));
        var document = Document(1);
        for (var i = 0; i < SampleLimits.QueuedDocumentsMax + 3; i++)
        {
            cursor.Offer(document, isOverfillAllowed: false);
        }

        Assert.False(cursor.HasRoom);
        Assert.Equal(3, cursor.DroppedCount);
    }

    [Fact]
    public async Task A_task_that_waits_for_its_reader_goes_on_when_there_is_room()
    {
        var cursor = Cursor(SampleCursorLimits.Processing(null));
        for (var i = 0; i < SampleLimits.QueuedDocumentsMax + 3; i++)
        {
            cursor.Offer(Document(i), isOverfillAllowed: true);
        }

        var waiting = cursor.WaitForRoomAsync(default).AsTask();
        Assert.False(waiting.IsCompleted);
        Assert.Equal(5, (await cursor.ReadAsync(5, default)).Documents.Count);

        await waiting;
        Assert.Equal(0, cursor.DroppedCount);
    }

    [Fact]
    public async Task What_was_put_out_before_a_failure_is_read_first()
    {
        var cursor = Cursor(SampleCursorLimits.Processing(null));
        Offer(cursor, 1);
        cursor.Complete("boom");

        var first = await cursor.ReadAsync(5, default);
        var second = await cursor.ReadAsync(5, default);

        AssertHas(first, [1]);
        Assert.Equal((false, null), (first.IsLast, first.Failure));
        AssertHas(second, []);
        Assert.Equal((true, "boom"), (second.IsLast, second.Failure));
    }

    [Fact]
    public async Task The_time_since_the_last_read_is_known()
    {
        var cursor = Cursor(SampleCursorLimits.Sampling(null));
        _clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(TimeSpan.FromSeconds(61), cursor.IdleFor);

        Offer(cursor, 1);
        await cursor.ReadAsync(5, default);
        Assert.Equal(TimeSpan.Zero, cursor.IdleFor);
    }

    private SampleCursor Cursor(SampleCursorLimits limits) => new(1, Ada, limits, _clock);

    private static void Offer(SampleCursor cursor, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            cursor.Offer(Document(number), isOverfillAllowed: false);
        }
    }

    private static BsonDocument Document(int number) => new BsonDocumentBuilder { { "n", number } }.ToDocument();

    private static void AssertHas(SampleBatch batch, int[] numbers) =>
        Assert.Equal(numbers, batch.Documents.Select(item => item["n"].AsInt32));
}
