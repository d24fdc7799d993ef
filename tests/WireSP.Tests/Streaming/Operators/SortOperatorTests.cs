using WireSP.TestKit.Streaming;

namespace WireSP.Tests.Streaming.Operators;

public class SortOperatorTests
{
    [Fact]
    public void Nothing_of_one_window_is_left_for_the_next()
    {
        var harness = OperatorHarness.InWindow("{ $sort: { a: 1 } }, { $unset: 't' }");

        harness.Process("{ t: '00:01', a: 2 }", "{ t: '00:02', a: 1 }", "{ t: '01:01', a: 4 }", "{ t: '01:02', a: 3 }");
        harness.Close();

        harness.PutsOut("{ a: 1 }", "{ a: 2 }", "{ a: 3 }", "{ a: 4 }");
    }

    [Fact]
    public void Results_of_a_group_can_be_sorted_by_what_they_accumulated()
    {
        var harness = OperatorHarness.InWindow(
            "{ $group: { _id: '$k', s: { $sum: '$v' } } }, { $sort: { s: -1, _id: 1 } }");

        harness.Process(
            "{ t: '00:01', k: 'c', v: 1 }", "{ t: '00:01', k: 'a', v: 1 }", "{ t: '00:01', k: 'b', v: 5 }");
        harness.Close();

        harness.PutsOut("{ _id: 'b', s: 5 }", "{ _id: 'a', s: 1 }", "{ _id: 'c', s: 1 }");
    }
}
