using WireSP.TestKit.Clients;

namespace WireSP.Tests.Clients;

/// <summary>From collections into collections, with dead letters in one, in the shell as a person types it.</summary>
[Collection(RealClients.Name)]
public sealed class MergeSessionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_collection_is_summed_into_another_and_its_dead_letters_into_a_third()
    {
        const string Session =
            """
            const shop = db.getSiblingDB('shop');
            sp.createStreamProcessor('revenue', [
                {$source: {connectionName: 'local', db: 'shop', coll: 'orders',
                  config: {fullDocument: 'updateLookup', fullDocumentOnly: true}}},
                {$project: {_id: '$item', total: {$multiply: ['$n', '$price']}}},
                {$merge: {into: {connectionName: 'local', db: 'shop', coll: 'revenue'},
                  whenMatched: [{$set: {total: {$add: ['$total', '$$new.total']}}}]}}],
              {checkpointIntervalMs: 100, dlq: {connectionName: 'local', db: 'shop', coll: 'dead'}});
            sp.revenue.start();
            shop.orders.insertMany([{_id: 1, item: 'pen', n: 2, price: 3}, {_id: 2, item: 'ink', n: 1, price: 5},
              {_id: 3, item: 'pen', n: 'x', price: 3}, {_id: 4, item: 'pen', n: 1, price: 4}]);
            const isDone = () => shop.revenue.countDocuments({total: 10}) + shop.dead.countDocuments() == 2;
            for (let i = 0; i < 300 && !isDone(); i++) {
              sleep(100);
            }
            const stats = sp.revenue.stats().stats;
            const dead = shop.dead.findOne();
            JSON.stringify({
              revenue: shop.revenue.find().sort({_id: 1}).toArray(),
              dead: {doc: dead.doc._id, operator: dead.operatorName, of: dead.processorName},
              delivery: stats.deliveryGuarantee, counted: Number(stats.dlqMessageCount)})
            """;
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath);

        var result = await Mongosh.EvaluateAsync(server.Uri, Session);

        Assert.Equal(
            """{"revenue":[{"_id":"ink","total":5},{"_id":"pen","total":10}],"dead":"""
                + """{"doc":3,"operator":"ProjectOperator","of":"revenue"},"delivery":"exactlyOnce","counted":1}""",
            result.Succeeded().Lines[^1]);
    }
}
