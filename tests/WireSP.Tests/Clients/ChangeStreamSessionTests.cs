using WireSP.TestKit.Clients;

namespace WireSP.Tests.Clients;

/// <summary>What a person types who works on collections of the endpoint with stream processors.</summary>
[Collection(RealClients.Name)]
public sealed class ChangeStreamSessionTests : IDisposable
{
    private const string Windows =
        """
        const shop = db.getSiblingDB('shop');
        const watched = shop.revenue.watch();
        watched.tryNext();
        sp.createStreamProcessor('revenue', [
          {$source: {connectionName: 'local', db: 'shop', coll: 'orders', timeField: {$toDate: '$at'},
                     config: {fullDocument: 'updateLookup', fullDocumentOnly: true}}},
          {$tumblingWindow: {interval: {size: 1, unit: 'minute'}, allowedLateness: {size: 0, unit: 'second'},
                             pipeline: [{$group: {_id: '$item', total: {$sum: '$price'}}}]}},
          {$merge: {into: {connectionName: 'local', db: 'shop', coll: 'revenue'}}}]);
        sp.revenue.start();
        shop.orders.insertMany([
          {item: 'pen', price: 3, at: '2026-01-01T00:00:10Z'}, {item: 'ink', price: 4, at: '2026-01-01T00:00:20Z'},
          {item: 'pen', price: 5, at: '2026-01-01T00:00:30Z'}, {item: 'cap', price: 1, at: '2026-01-02T00:00:00Z'}]);
        for (let i = 0; i < 600 && shop.revenue.countDocuments({}) < 2; i++) sleep(50);
        const change = watched.tryNext();
        const found = shop.revenue.find().sort({_id: -1}).toArray().map(each => each._id + ' ' + each.total);
        found.join(', ') + '; ' + change.operationType + ' ' + change.ns.coll
        """;

    private const string Start =
        """
        const shop = db.getSiblingDB('shop');
        shop.orders.insertMany([{_id: 1}, {_id: 2}]);
        sp.createStreamProcessor('copy', [
          {$source: {connectionName: 'local', db: 'shop', coll: 'orders', initialSync: {enable: true, parallelism: 2},
                     config: {fullDocumentOnly: true}}},
          {$merge: {into: {connectionName: 'local', db: 'shop', coll: 'kept'}}}]);
        sp.copy.start();
        shop.orders.insertOne({_id: 3});
        for (let i = 0; i < 600 && shop.kept.countDocuments({}) < 3; i++) sleep(50);
        const target = () => sp.copy.stats({options: {verbose: true}}).stats.operatorStats[0].targetStats[0];
        for (let i = 0; i < 600 && target().initialSync.status !== 'completed'; i++) sleep(50);
        shop.kept.find().sort({_id: 1}).toArray().map(each => each._id).join(', ') + '; ' + target().initialSync.status
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Orders_are_inserted_summed_in_windows_merged_and_watched() => Assert.Equal(
        "pen 8, ink 4; insert revenue", await EvaluateAsync(Windows));

    [Fact]
    public async Task What_was_there_before_the_processor_is_copied_first() => Assert.Equal(
        "1, 2, 3; completed", await EvaluateAsync(Start));

    private async Task<string> EvaluateAsync(string script)
    {
        await using var server = await WorkspaceProcess.StartAsync(_folder.FullPath);
        return (await Mongosh.EvaluateAsync(server.Uri, script)).Succeeded().Output.Trim();
    }
}
