using WireSP.Bson;
using WireSP.Connectors.MongoDb;

namespace WireSP.Tests.Connectors.MongoDb;

public class MongoCommitPaceTests
{
    private readonly MongoCommitPace _pace = new();

    [Fact]
    public void It_begins_small_and_grows_by_steps_while_transactions_are_quick()
    {
        Assert.Equal(1_000, _pace.WritesMax);

        _pace.Note(1_000, TimeSpan.FromMilliseconds(10));
        Assert.Equal(4_000, _pace.WritesMax);

        _pace.Note(4_000, TimeSpan.FromMilliseconds(100));
        Assert.Equal(16_000, _pace.WritesMax);
    }

    [Theory]
    [InlineData(10_000, 10, 5_000)]
    [InlineData(10_000, 50, 1_000)]
    [InlineData(500, 60, 1_000)]
    public void A_slow_transaction_is_followed_by_smaller_ones(int writes, int seconds, int expected)
    {
        _pace.Note(1_000, TimeSpan.Zero);
        _pace.Note(4_000, TimeSpan.Zero);

        _pace.Note(writes, TimeSpan.FromSeconds(seconds));

        Assert.Equal(expected, _pace.WritesMax);
    }

    [Fact]
    public void Small_transactions_leave_it_where_large_ones_have_brought_it()
    {
        _pace.Note(1_000, TimeSpan.Zero);

        _pace.Note(1, TimeSpan.FromMilliseconds(20));

        Assert.Equal(4_000, _pace.WritesMax);
    }

    [Theory]
    [InlineData(257, "TransactionTooLarge", 0, false, true)]
    [InlineData(290, "TransactionExceededLifetimeLimitSeconds", 0, true, true)]
    [InlineData(388, "TransactionTooLargeForCache", 0, false, true)]
    [InlineData(358, "InternalTransactionNotSupported", 0, false, false)]
    [InlineData(251, "NoSuchTransaction", 11, false, true)]
    [InlineData(251, "NoSuchTransaction", 11, true, false)]
    [InlineData(251, "NoSuchTransaction", 9, false, false)]
    [InlineData(112, "WriteConflict", 60, false, false)]
    public void What_a_transaction_cannot_hold_is_known_by_how_it_fails(
        int code, string name, int seconds, bool isCommitRepeated, bool expected)
    {
        var reply = ExtendedJson.ParseLenient($"{{ ok: 0, code: {code}, codeName: '{name}' }}");
        var failure = new MongoException(MongoErrorDomain.Server, code, "no", reply);

        Assert.Equal(
            expected, MongoCommitPace.IsTooMuch(failure, TimeSpan.FromSeconds(seconds), isCommitRepeated));
    }
}
