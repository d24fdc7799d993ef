using WireSP.Connectors.MongoDb;

namespace WireSP.Tests.Connectors.MongoDb;

public class MongoClientPoolsTests
{
    private static readonly MongoConnection Connection = new("cluster0", "mongodb://ada:s3cret@127.0.0.1:1/");

    [Fact]
    public async Task All_who_use_a_connection_share_a_pool_that_ends_with_the_last()
    {
        var pools = new MongoClientPools(TimeProvider.System);
        var first = pools.Open(Connection);
        var second = pools.Open(Connection with { });
        var other = pools.Open(Connection with { ConnectionString = "mongodb://127.0.0.1:2/" });
        Assert.Equal(2, pools.Count);

        await first.DisposeAsync();
        await first.DisposeAsync();
        Assert.Equal(2, pools.Count);

        await second.DisposeAsync();
        await other.DisposeAsync();
        Assert.Equal(0, pools.Count);
    }

    [Fact]
    public void A_connection_prints_its_name_only() => Assert.Equal("cluster0", Connection.ToString());
}
