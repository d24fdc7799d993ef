using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Tasks;

namespace WireSP.Tests.Streaming.Tasks;

public class OutputBatchTests
{
    [Fact]
    public void Each_document_arrived_when_the_first_call_behind_it_says()
    {
        var batch = new OutputBatch();
        Fill(batch, 2, 10);
        Fill(batch, 0, 20);
        Fill(batch, 3, 30);

        Assert.Equal([(10L, 2), (30L, 3)], batch.Arrivals);
    }

    [Fact]
    public void A_batch_that_was_cleared_counts_anew()
    {
        var batch = new OutputBatch();
        Fill(batch, 5, 10);
        batch.Clear();
        Fill(batch, 2, 20);

        Assert.Equal([(20L, 2)], batch.Arrivals);
    }

    private static void Fill(OutputBatch batch, int count, long timestamp)
    {
        for (var i = 0; i < count; i++)
        {
            batch.Documents.Add(new StreamDocument(BsonDocument.Empty, 0, default));
        }

        batch.NoteArrival(timestamp);
    }
}
