using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Operators;
using WireSP.Streaming.Sources;
using WireSP.Streaming.Tasks;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class ValidateOperatorTests
{
    [Fact]
    public void An_invalid_document_becomes_a_dead_letter_as_it_was_there()
    {
        var harness = new PipelineHarness(
            "[{ $set: { c: 1 } }, { $validate: { validator: { a: { $gt: 1 } }, validationAction: 'dlq' } }]");

        harness.Process("{ a: 1 }", "{ a: 2 }");

        harness.PutsOut("{ a: 2, c: 1 }");
        var letter = Assert.Single(harness.DeadLetters);
        Assert.Equal("ValidateOperator", letter["operatorName"].AsString);
        Assert.Equal(["Input document found to be invalid in $validate stage"], harness.Reasons);
        Assert.Equal(1, letter["doc"].AsDocument["c"].AsInt32);
    }

    [Fact]
    public void With_error_an_invalid_document_fails_the_processor()
    {
        var harness = OperatorHarness.Of("{ $validate: { validator: { a: 1 }, validationAction: 'error' } }");

        var failure = Assert.Throws<StreamProcessorException>(() => harness.Process("{ _id: 7, a: 2 }"));

        Assert.Equal(121, failure.Code);
        Assert.Equal(FailureDomain.User, failure.Domain);
        Assert.Equal(RetryPolicy.Never, failure.Retry);
        Assert.Contains("its _id is 7", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_validator_that_fails_makes_a_dead_letter_whatever_the_action()
    {
        var harness = OperatorHarness.Of("{ $validate: { validator: { $expr: { $divide: [1, '$a'] } } } }");

        harness.Process("{ a: 0 }", "{ a: 1 }");

        harness.PutsOut("{ a: 1 }");
        Assert.Single(harness.Pipeline.DeadLetters);
    }

    [Fact]
    public void What_is_discarded_is_told_once_a_batch()
    {
        var log = new CollectedDiscards();
        var context = new TaskContext("0123456789abcdef01234567", "p1", IsEphemeral: true, null, new FakeClock(
            DocumentRow.Day))
        { Discards = log };
        var chain = new OperatorChain(
            TestPipelines.Compile(
                "[{ $source: { connectionName: 'in' } }, { $validate: { validator: { a: 1 } } }]", new TestConnector()),
            context,
            null);

        foreach (var documents in (string[][])[["{ a: 1 }", "{ a: 2 }", "{ a: 3 }"], ["{ a: 1 }"], ["{ a: 4 }"]])
        {
            var batch = new SourceBatch();
            foreach (var document in documents)
            {
                DocumentRow.Of(ExtendedJson.ParseLenient(document), 0, 0).AddTo(batch);
            }

            chain.Process(batch, new OutputBatch());
        }

        Assert.Equal([2, 1], log.Counts);
    }

    private sealed class CollectedDiscards : IDiscardLog
    {
        public List<long> Counts { get; } = [];

        public void Discarded(long count) => Counts.Add(count);
    }
}
