using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class StateOperatorTests
{
    [Fact]
    public void A_group_behind_a_sort_sees_the_sorted_order()
    {
        var harness = OperatorHarness.InWindow(
            "{ $sort: { v: -1 } }, { $group: { _id: '$k', first: { $first: '$v' } } }");

        harness.Process("{ t: '00:01', k: 1, v: 1 }", "{ t: '00:02', k: 1, v: 3 }", "{ t: '00:03', k: 1, v: 2 }");
        harness.Close();

        harness.PutsOut("{ _id: 1, first: 3 }");
    }

    [Fact]
    public void Groups_of_a_query_count_as_its_memory()
    {
        var pipeline = BatchPipeline.Compile(
            ExtendedJson.ParseLenient("{ p: [{ $group: { _id: '$k' } }] }")["p"].AsArray, TimeProvider.System, [])!;
        List<BsonDocument> results = [];
        for (var i = 0; i < 1000; i++)
        {
            pipeline.Process(ExtendedJson.ParseLenient($"{{ k: {i} }}"), results);
        }

        Assert.InRange(pipeline.StateBytes, 16_000, 100_000);
        pipeline.Finish(results);
        Assert.Equal(1000, results.Count);
    }

    [Fact]
    public void Each_window_begins_anew()
    {
        var harness = OperatorHarness.InWindow("{ $group: { _id: '$k' } }, { $group: { _id: null, n: { $sum: 1 } } }");

        harness.Process("{ t: '00:01', k: 1 }", "{ t: '00:02', k: 2 }", "{ t: '01:01', k: 1 }");
        harness.Close();

        harness.PutsOut("{ _id: null, n: 2 }", "{ _id: null, n: 1 }");
    }
}
