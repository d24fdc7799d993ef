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

        _pace.Note(1, TimeSpan.Zero);

        Assert.True(_pace.WritesMax >= 4_000);
    }
}
