using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local;

namespace WireSP.Tests.Connectors.Local;

public class ScanPlannerTests
{
    [Theory]
    [InlineData("{}", "COLLSCAN")]
    [InlineData("{ _id: 1 }", "IDHACK")]
    [InlineData("{ _id: { $eq: 1 } }", "IDHACK")]
    [InlineData("{ _id: { $in: [1, 2] } }", "IDHACK")]
    [InlineData("{ $and: [{ _id: 1 }, { a: 2 }] }", "IDHACK")]
    [InlineData("{ _id: { $gt: 1 } }", "IXSCAN")]
    [InlineData("{ k: 1, l: 'x' }", "IXSCAN")]
    [InlineData("{ k: 1 }", "COLLSCAN")]
    [InlineData("{ $or: [{ _id: 1 }, { _id: 2 }] }", "COLLSCAN")]
    [InlineData("{ _id: null }", "COLLSCAN")]
    [InlineData("{ _id: { $in: [1, null] } }", "COLLSCAN")]
    [InlineData("{ _id: { $ne: 1 } }", "COLLSCAN")]
    [InlineData("{ _id: { $gt: null } }", "COLLSCAN")]
    public void Plans(string query, string description) =>
        Assert.Equal(description, Plan(query, ScanOrder.Any).Description);

    [Fact]
    public void Points_come_once_and_in_the_order_of_ids()
    {
        var ascending = Plan("{ _id: { $in: [3, 1, 3.0, 2] } }", ScanOrder.Id).Points!;
        var descending = Plan("{ _id: { $in: [3, 1, 2] } }", ScanOrder.IdDescending).Points!;

        Assert.Equal([BsonKey.Of(1), BsonKey.Of(2), BsonKey.Of(3)], ascending);
        Assert.Equal([BsonKey.Of(3), BsonKey.Of(2), BsonKey.Of(1)], descending);
    }

    [Fact]
    public void Bounds_stay_within_the_type_and_narrow_each_other()
    {
        var range = Plan("{ _id: { $gt: 1, $lte: 9 }, $and: [{ _id: { $gte: 5 } }] }", ScanOrder.Any).Range;

        Assert.Equal(BsonKey.Of(5), range.Low);
        Assert.Equal(KeyRange.After(BsonKey.Of(9)), range.High);
    }

    private static ScanPlan Plan(string query, ScanOrder order)
    {
        var index = new LocalIndex(1, IndexSpec.Read(
            ExtendedJson.ParseLenient("{ key: { k: 1, l: 1 }, name: 'i', unique: true }")));
        var collection = new LocalCollection(
            1, new CollectionNamespace("db", "c"), Guid.Empty, BsonDocument.Empty, [LocalIndex.OfIds, index]);
        return ScanPlanner.Plan(collection, ExtendedJson.ParseLenient(query), order);
    }
}
