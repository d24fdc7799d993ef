using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sinks;
using Xunit;

namespace WireSP.TestKit.Connectors;

/// <summary>What every sink must do: write all documents, dead-letter single ones, end a wait when told to.</summary>
public abstract class SinkContract
{
    /// <summary>Creates a sink over the same outside as before, not opened yet.</summary>
    protected abstract ISink CreateSink();

    /// <summary>A document that the sink can write, with a field <c>n</c>.</summary>
    protected abstract BsonDocument CreateDocument(int n);

    /// <summary>A document that the sink can write no more than the outside would take it.</summary>
    protected abstract BsonDocument CreateRefusedDocument();

    /// <summary>Reads the field <c>n</c> of so many documents that arrived outside, in order of arrival.</summary>
    protected abstract Task<IReadOnlyList<int>> ReadWrittenAsync(int count);

    [Fact]
    public async Task After_a_flush_every_document_is_outside()
    {
        await using var sink = CreateSink();
        await sink.OpenAsync(CancellationToken.None);
        var failures = new CollectedFailures();
        await WriteAsync(sink, failures, [.. Enumerable.Range(0, 100).Select(CreateDocument)]);
        await WriteAsync(sink, failures, [.. Enumerable.Range(100, 100).Select(CreateDocument)]);

        await sink.FlushAsync(failures, CancellationToken.None);

        Assert.Empty(failures.Reasons);
        Assert.Equal(Enumerable.Range(0, 200), (await ReadWrittenAsync(200)).Order());
    }

    [Fact]
    public async Task A_document_that_cannot_be_written_is_dead_lettered_and_the_others_go_on()
    {
        await using var sink = CreateSink();
        await sink.OpenAsync(CancellationToken.None);
        var failures = new CollectedFailures();
        var refused = CreateRefusedDocument();

        await WriteAsync(sink, failures, [CreateDocument(1), refused, CreateDocument(2)]);
        await sink.FlushAsync(failures, CancellationToken.None);

        Assert.True(refused.Span.SequenceEqual(Assert.Single(failures.Documents).Span));
        Assert.NotEmpty(Assert.Single(failures.Reasons));
        Assert.Equal([1, 2], (await ReadWrittenAsync(2)).Order());
    }

    [Fact]
    public async Task A_batch_may_be_reused_as_soon_as_it_is_taken_over()
    {
        await using var sink = CreateSink();
        await sink.OpenAsync(CancellationToken.None);
        var failures = new CollectedFailures();
        var document = CreateDocument(7).Copy();

        await WriteAsync(sink, failures, [document]);
        Array.Clear(document.Buffer);
        await sink.FlushAsync(failures, CancellationToken.None);

        Assert.Equal([7], await ReadWrittenAsync(1));
    }

    /// <summary>Writes documents as one batch.</summary>
    protected static async Task WriteAsync(
        ISink sink, CollectedFailures failures, IReadOnlyList<BsonDocument> documents)
    {
        var rows = new DocumentRows();
        foreach (var document in documents)
        {
            rows.Add(document, 0, null, 0);
        }

        await sink.WriteAsync(new SinkBatch(rows, failures), CancellationToken.None);
    }
}
