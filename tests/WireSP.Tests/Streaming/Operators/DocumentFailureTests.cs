using WireSP.Bson;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class DocumentFailureTests
{
    [Theory]
    [InlineData("{ $project: { r: { $divide: ['$a', 2] } } }", 16609)]
    [InlineData("{ $project: { r: { $divide: [1, { $size: '$list' }] } } }", 16608)]
    [InlineData("{ $set: { r: { $toInt: '$a' } } }", 241)]
    [InlineData("{ $match: { $expr: { $gt: [{ $mod: ['$a', 2] }, 0] } } }", 16611)]
    [InlineData("{ $replaceRoot: { newRoot: '$a' } }", 40228)]
    public void A_dead_letter_tells_the_code_that_the_server_has_for_the_failure(string stage, int code)
    {
        var harness = OperatorHarness.Of(stage);

        harness.Process("{ a: 'x', list: [] }");

        Assert.Equal(code, Error(harness.Pipeline)["code"].AsInt32);
    }

    [Fact]
    public void A_dead_letter_of_what_is_no_failure_of_the_language_has_no_code()
    {
        var harness = OperatorHarness.Of("{ $validate: { validator: { a: 1 }, validationAction: 'dlq' } }");

        harness.Process("{ a: 2 }");

        Assert.True(Error(harness.Pipeline)["code"].IsMissing);
    }

    private static BsonDocument Error(PipelineHarness harness) =>
        Assert.Single(harness.DeadLetters)["errInfo"].AsDocument;
}
