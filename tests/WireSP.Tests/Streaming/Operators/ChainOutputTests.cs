using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class ChainOutputTests
{
    private readonly ChainOutput _output = new(
        new DeadLetterFormat(
            new TaskContext("0123456789abcdef01234567", "p1", IsEphemeral: true, null, new FakeClock()),
            null,
            "_stream_meta"),
        new FakeClock());

    private readonly List<int> _offered = [];
    private bool _isTaken;

    public ChainOutputTests() =>
        _output.Taker = part =>
        {
            _offered.Add(part.Documents.Count);
            return _isTaken ? new OutputBatch() : null;
        };

    [Fact]
    public void What_was_refused_is_offered_again_with_as_many_more()
    {
        PutOut(4000);

        Assert.Equal([1024, 2048, 3072], _offered);
        Assert.Equal(4000, _output.Batch.Documents.Count);
    }

    [Fact]
    public void After_a_part_was_taken_the_next_one_is_as_small_as_the_first()
    {
        PutOut(2500);
        _isTaken = true;
        PutOut(2000);

        Assert.Equal([1024, 2048, 3072, 1024], _offered);
        Assert.Equal(404, _output.Batch.Documents.Count);
    }

    [Fact]
    public void Another_batch_is_offered_as_the_first_one_was()
    {
        PutOut(2500);
        _output.Batch = new OutputBatch();
        PutOut(1500);

        Assert.Equal([1024, 2048, 1024], _offered);
    }

    [Fact]
    public void Nobody_adds_to_the_origins_of_documents_that_were_passed_on()
    {
        var harness = new PipelineHarness(
            "[{ $tumblingWindow: { interval: { size: 5, unit: 'minute' }, allowedLateness: 0, "
            + "pipeline: [{ $limit: 5000 }] } }]");
        List<(OriginTable Table, int Count)> passed = [];
        harness.Chain.PassOnTo(part =>
        {
            var last = part.Documents[part.Documents.Count - 1];
            passed.Add((last.Origins!, last.Origins!.Count));
            return new OutputBatch();
        });

        harness.Process([.. Enumerable.Range(0, 3000).Select(i => $"{{ t: '12:00', i: {i} }}"), "{ t: '12:05' }"]);

        Assert.Equal(2, passed.Count);
        Assert.All(passed, part => Assert.Equal(part.Count, part.Table.Count));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_part_that_operators_hold_documents_of_is_marked(int heldCount, bool isHeld)
    {
        var part = _output.Batch;
        _isTaken = true;
        _output.KeptCount += heldCount + ChainOutput.PartResults;
        PutOut(ChainOutput.PartResults);

        Assert.NotSame(part, _output.Batch);
        Assert.Equal(isHeld, part.IsHeld);
    }

    [Fact]
    public void What_was_held_of_one_part_does_not_mark_the_next()
    {
        _isTaken = true;
        _output.KeptCount += 7 + ChainOutput.PartResults;
        PutOut(ChainOutput.PartResults);
        var second = _output.Batch;
        _output.KeptCount += ChainOutput.PartResults;
        PutOut(ChainOutput.PartResults);

        Assert.NotSame(second, _output.Batch);
        Assert.False(second.IsHeld);
    }

    private void PutOut(int count)
    {
        for (var i = 0; i < count; i++)
        {
            _output.Batch.Documents.Add(new StreamDocument(BsonDocument.Empty, 0, default));
            _output.PassOn();
        }
    }
}
