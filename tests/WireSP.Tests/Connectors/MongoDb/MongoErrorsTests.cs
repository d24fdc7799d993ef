using WireSP.Bson;
using WireSP.Connectors.MongoDb;
using WireSP.Streaming;

namespace WireSP.Tests.Connectors.MongoDb;

public class MongoErrorsTests
{
    [Theory]
    [InlineData(MongoErrorDomain.Stream, 5, 421, FailureDomain.External, RetryPolicy.WithBackoff)]
    [InlineData(MongoErrorDomain.ServerSelection, 13053, 421, FailureDomain.External, RetryPolicy.WithBackoff)]
    [InlineData(MongoErrorDomain.Protocol, 1, 421, FailureDomain.External, RetryPolicy.WithBackoff)]
    [InlineData(MongoErrorDomain.Client, 11, 422, FailureDomain.User, RetryPolicy.WithBackoff)]
    [InlineData(MongoErrorDomain.Server, 18, 422, FailureDomain.User, RetryPolicy.WithBackoff)]
    [InlineData(MongoErrorDomain.Server, 13, 422, FailureDomain.User, RetryPolicy.WithBackoff)]
    [InlineData(MongoErrorDomain.Server, 10107, 421, FailureDomain.External, RetryPolicy.WithBackoff)]
    [InlineData(MongoErrorDomain.Server, 91, 421, FailureDomain.External, RetryPolicy.WithBackoff)]
    [InlineData(MongoErrorDomain.Server, 50, 50, FailureDomain.External, RetryPolicy.WithBackoff)]
    [InlineData(MongoErrorDomain.Server, 11601, 11601, FailureDomain.External, RetryPolicy.WithBackoff)]
    [InlineData(MongoErrorDomain.WriteConcern, 64, 64, FailureDomain.External, RetryPolicy.WithBackoff)]
    [InlineData(MongoErrorDomain.Server, 286, 286, FailureDomain.User, RetryPolicy.Never)]
    [InlineData(MongoErrorDomain.Server, 280, 280, FailureDomain.User, RetryPolicy.Never)]
    [InlineData(MongoErrorDomain.Server, 168, 168, FailureDomain.User, RetryPolicy.Never)]
    [InlineData(MongoErrorDomain.Server, 241, 241, FailureDomain.User, RetryPolicy.Never)]
    [InlineData(MongoErrorDomain.Server, 73, 73, FailureDomain.User, RetryPolicy.Never)]
    [InlineData(MongoErrorDomain.Server, 40415, 40415, FailureDomain.User, RetryPolicy.Never)]
    internal void A_failure_is_somebodys_and_is_tried_again_or_not(
        MongoErrorDomain domain, int code, int expectedCode, FailureDomain whose, RetryPolicy retry)
    {
        var failure = MongoErrors.From("cluster0", new MongoException(domain, code, "no", BsonDocument.Empty));

        Assert.Equal((expectedCode, whose, retry), (failure.Code, failure.Domain, failure.Retry));
        Assert.Equal("MongoDB connection 'cluster0': no", failure.Message);
    }

    [Fact]
    public void Labels_of_the_server_decide_beside_its_codes()
    {
        var reply = ExtendedJson.ParseLenient(
            "{ ok: 0, errorLabels: ['RetryableWriteError', 'ResumableChangeStreamError'] }");
        var labelled = new MongoException(MongoErrorDomain.Server, 12_345, "no", reply);
        var plain = new MongoException(MongoErrorDomain.Server, 12_345, "no", BsonDocument.Empty);

        Assert.Equal((true, true), (labelled.IsPassing, labelled.IsResumable));
        Assert.Equal((false, false), (plain.IsPassing, plain.IsResumable));
    }

    [Theory]
    [InlineData(43, true)]
    [InlineData(286, false)]
    [InlineData(280, false)]
    public void A_forgotten_cursor_is_opened_again_and_a_forgotten_history_is_not(int code, bool isResumable) =>
        Assert.Equal(
            isResumable,
            new MongoException(MongoErrorDomain.Server, code, "no", BsonDocument.Empty).IsResumable);
}
