using WireSP.TestKit.Bson;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands.Collections;

public sealed class CreateCommandTests : IAsyncLifetime
{
    private TestCollections _shop = null!;

    public async Task InitializeAsync() => _shop = await TestCollections.StartAsync();

    public async Task DisposeAsync() => await _shop.DisposeAsync();


    [Fact]
    public async Task A_collection_is_listed_once_it_is_made()
    {
        await _shop.MustAsync("{ create: 'c', changeStreamPreAndPostImages: { enabled: true } }");

        var reply = await _shop.MustAsync("{ listCollections: 1 }");

        Assert.Contains(
            "\"options\":{\"changeStreamPreAndPostImages\":{\"enabled\":true}}",
            Assert.Single(TestCollections.Documents(reply)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_again_is_no_error_and_another_is()
    {
        await _shop.MustAsync("{ create: 'c' }");

        Assert.True((await _shop.RunAsync("{ create: 'c' }")).IsOk);
        Assert.Equal(
            ErrorCode.NamespaceExists,
            (await _shop.RunAsync("{ create: 'c', changeStreamPreAndPostImages: { enabled: true } }")).Error);
    }

    [Theory]
    [InlineData("{ create: 'c', capped: true, size: 10 }", 238)]
    [InlineData("{ create: 'c', timeseries: { timeField: 't' }, expireAfterSeconds: 60 }", 238)]
    [InlineData("{ create: 'c', timeseries: { metaField: 'm' } }", 40414)]
    [InlineData("{ create: 'c', timeseries: { timeField: 't', metafield: 'm' } }", 40415)]
    [InlineData(
        "{ create: 'c', timeseries: { timeField: 't' }, changeStreamPreAndPostImages: { enabled: true } }", 72)]
    [InlineData("{ create: 'c', viewOn: 'd' }", 238)]
    [InlineData("{ create: 'c', changeStreamPreAndPostImages: { on: true } }", 40415)]
    [InlineData("{ create: 'c', $db: 'local' }", 73)]
    [InlineData("{ create: 'a$b' }", 73)]
    public async Task Refuses(string command, int code) =>
        Assert.Equal((ErrorCode)code, (await _shop.RunAsync(command)).Error);

    [Fact]
    public async Task A_time_series_is_listed_as_one()
    {
        await _shop.MustAsync("{ create: 'c', timeseries: { timeField: 't', metaField: 'm' } }");

        var listed = Assert.Single(TestCollections.Documents(await _shop.MustAsync("{ listCollections: 1 }")));
        var named = Assert.Single(
            TestCollections.Documents(await _shop.MustAsync("{ listCollections: 1, nameOnly: true }")));

        Assert.Contains(
            "\"options\":{\"timeseries\":{\"timeField\":\"t\",\"metaField\":\"m\",\"granularity\":\"seconds\","
                + "\"bucketMaxSpanSeconds\":3600}}",
            listed,
            StringComparison.Ordinal);
        Assert.Equal("""{"name":"c","type":"timeseries"}""", named);
        Assert.True(
            (await _shop.RunAsync("{ create: 'c', timeseries: { timeField: 't', metaField: 'm' } }")).IsOk);
    }

    [Theory]
    [InlineData("{ update: 'c', updates: [{ q: { _id: 1 }, u: { $set: { v: 2 } } }] }", 72)]
    [InlineData("{ update: 'c', updates: [{ q: { _id: 9 }, u: { t: 1 }, upsert: true }] }", 72)]
    [InlineData("{ insert: 'c', documents: [{ _id: 2, t: 'today' }] }", 2)]
    [InlineData("{ insert: 'c', documents: [{ _id: 1, t: ISODate('2026-01-02'), v: 1 }] }", 11000)]
    public async Task A_time_series_takes_new_measurements_and_nothing_else(string command, int code)
    {
        await _shop.MustAsync("{ create: 'c', timeseries: { timeField: 't' } }");
        await _shop.InsertAsync("c", "{ _id: 1, t: ISODate('2026-01-01'), v: 1 }");

        var reply = await _shop.RunAsync(command);

        Assert.Equal(code, Assert.Single(reply["writeErrors"].AsArray.Items()).AsDocument["code"].AsInt32);
        Assert.Single(await _shop.FindAsync("c"));
    }

    [Theory]
    [InlineData("{ findAndModify: 'c', query: {}, update: { $set: { v: 2 } } }")]
    [InlineData("{ createIndexes: 'c', indexes: [{ key: { v: 1 }, name: 'v', unique: true }] }")]
    [InlineData("{ collMod: 'c', changeStreamPreAndPostImages: { enabled: true } }")]
    [InlineData("{ aggregate: 'c', pipeline: [{ $merge: 'c' }], cursor: {} }")]
    public async Task What_does_not_suit_a_time_series_is_refused(string command)
    {
        await _shop.MustAsync("{ create: 'c', timeseries: { timeField: 't' } }");
        await _shop.InsertAsync("c", "{ _id: 1, t: ISODate('2026-01-01'), v: 1 }");

        Assert.Equal((ErrorCode)72, (await _shop.RunAsync(command)).Error);
    }
}
