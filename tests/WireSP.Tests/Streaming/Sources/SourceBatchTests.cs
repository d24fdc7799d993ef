using WireSP.Bson;
using WireSP.Expressions.Transforms;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Tests.Streaming.Sources;

public sealed class SourceBatchTests
{
    [Theory]
    [InlineData(0, 5, 100, 5)]
    [InlineData(0, 100, 100, 8)]
    [InlineData(3, 100, 100, 5)]
    [InlineData(8, 5, 100, 0)]
    [InlineData(0, 8, 3, 8)]
    [InlineData(1, 100, 24, 7)]
    public void As_many_documents_are_taken_at_once_as_one_by_one(int before, int count, int length, int taken)
    {
        var (bytes, bodies) = Documents(before + count, length);
        var one = Batch();
        var many = Batch();
        for (var i = 0; i < before; i++)
        {
            AddTo(one, bytes, bodies[i], i);
            AddTo(many, bytes, bodies[i], i);
        }

        for (var i = before; i < bodies.Length && one.HasRoom; i++)
        {
            AddTo(one, bytes, bodies[i], i);
        }

        Assert.Equal(taken, many.AddRange(bytes, bodies.AsSpan(before), 9, Origin(before)));
        Assert.Equal(one.HasRoom, many.HasRoom);
        Assert.Equal(before + taken, many.Documents.Count);
        Assert.Equal(one.Documents.Bytes, many.Documents.Bytes);
        Assert.Equal(one.Documents.Select(Describe), many.Documents.Select(Describe));
    }

    [Fact]
    public void Bytes_end_a_batch_that_is_filled_at_once_as_one_that_is_filled_one_by_one()
    {
        var (bytes, bodies) = Documents(100, 300);
        var one = Batch();
        for (var i = 0; one.HasRoom; i++)
        {
            AddTo(one, bytes, bodies[i], i);
        }

        Assert.Equal(one.Documents.Count, Batch().AddRange(bytes, bodies, 9, Origin(0)));
        Assert.Equal(4, one.Documents.Count);
    }

    private static SourceBatch Batch() => new() { DocumentsMax = 8, BytesMax = 1000 };

    private static void AddTo(SourceBatch batch, byte[] bytes, DocumentSlice body, int position) =>
        batch.Add(BsonDocument.FromTrusted(bytes, body.Offset, body.Length), 9, Origin(position));

    private static DocumentOrigin Origin(int position) => new(null, 4, position, 5, default);

    private static (int, int, long, DocumentOrigin) Describe(StreamDocument document) =>
        (document.Body.Offset, document.Body.Length, document.EventTimeMs, document.Origin);

    private static (byte[] Bytes, DocumentSlice[] Bodies) Documents(int count, int length)
    {
        var bodies = new DocumentSlice[count];
        for (var i = 0; i < count; i++)
        {
            bodies[i] = new DocumentSlice(i * length, length);
        }

        return (new byte[count * length], bodies);
    }
}
