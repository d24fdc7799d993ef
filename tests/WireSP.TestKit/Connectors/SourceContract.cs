using WireSP.Bson;
using WireSP.Streaming.Sources;
using WireSP.TestKit.Streaming;
using Xunit;

namespace WireSP.TestKit.Connectors;

/// <summary>
/// What every source must do: hand each document over once, go on after a position, end when told to.
/// </summary>
public abstract class SourceContract
{
    private const int ReadsMax = 1_000;

    /// <summary>Creates a source over the same outside as before, not opened yet.</summary>
    protected abstract ISource CreateSource();

    /// <summary>Makes more documents available to sources, those that are open and later ones.</summary>
    protected abstract Task MakeAvailableAsync(int count);

    /// <summary>The source's clock, which reading moves on; null when the source lives in real time.</summary>
    protected abstract FakeClock? Clock { get; }

    /// <summary>What tells a document from the others.</summary>
    protected abstract string Identify(BsonDocument document);

    [Fact]
    public async Task Every_document_comes_once_and_the_position_moves_with_them()
    {
        await using var source = CreateSource();
        await source.OpenAsync(null, CancellationToken.None);
        var before = source.Position;
        await MakeAvailableAsync(10);

        var read = await ReadAsync(source, 10);

        Assert.Equal(read.Count, read.Distinct().Count());
        Assert.False(before.Span.SequenceEqual(source.Position.Span));
    }

    [Fact]
    public async Task A_source_opened_at_a_position_reads_what_came_after_it()
    {
        await using var first = CreateSource();
        await first.OpenAsync(null, CancellationToken.None);
        await MakeAvailableAsync(3);
        var before = await ReadAsync(first, 3);
        var position = first.Position.Copy();
        await MakeAvailableAsync(4);
        var after = await ReadAsync(first, 4);

        await using var second = CreateSource();
        await second.OpenAsync(position, CancellationToken.None);
        await MakeAvailableAsync(4);
        var replayed = await ReadAsync(second, 4);

        Assert.Equal(after.Take(4), replayed.Take(4));
        Assert.Empty(before.Intersect(replayed));
    }

    [Fact]
    public async Task A_read_ends_when_the_task_is_cancelled()
    {
        await using var source = CreateSource();
        await source.OpenAsync(null, CancellationToken.None);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            for (var i = 0; i < ReadsMax; i++)
            {
                _ = await source.ReadAsync(new SourceBatch(), stop.Token);
            }
        });
    }

    /// <summary>Reads until so many documents have come, and answers what tells them apart.</summary>
    protected async Task<IReadOnlyList<string>> ReadAsync(ISource source, int count)
    {
        List<string> read = [];
        var batch = new SourceBatch();
        for (var i = 0; i < ReadsMax && read.Count < count; i++)
        {
            batch.Clear();
            Assert.True(await ReadOnceAsync(source, batch), "the source ended");
            foreach (var document in batch.Documents)
            {
                read.Add(Identify(document.Body));
            }
        }

        Assert.True(read.Count >= count, $"{read.Count} of {count} documents were read");
        return read;
    }

    private async Task<bool> ReadOnceAsync(ISource source, SourceBatch batch)
    {
        var reading = source.ReadAsync(batch, CancellationToken.None).AsTask();
        while (Clock is { } clock && !reading.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(50));
            await Task.Yield();
        }

        return await reading;
    }
}
