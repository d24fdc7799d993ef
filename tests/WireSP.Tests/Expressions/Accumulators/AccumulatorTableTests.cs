using WireSP.Expressions.Accumulators;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class AccumulatorTableTests : AccumulatorTests
{
    private const string Checklist = """
        $accumulator $addToSet $avg $bottom $bottomN $concatArrays $count $first $firstN $last $lastN $max $maxN $median
        $mergeObjects $min $minN $percentile $push $setUnion $stdDevPop $stdDevSamp $sum $top $topN
        """;

    public static TheoryData<string, string, string, string> Examples
    {
        get
        {
            var cases = new TheoryData<string, string, string, string>();
            foreach (var row in AccumulatorTable.Rows)
            {
                foreach (var example in row.Examples)
                {
                    cases.Add(row.Name, example.Argument, example.Documents, example.Result);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_every_accumulator_is_true(
        string name, string argument, string documents, string result) =>
        Accumulates(name, argument, documents, result);

    [Fact]
    public void Every_accumulator_of_the_checklist_is_there_in_order() =>
        Assert.Equal(
            Checklist.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), AccumulatorTable.Names);

    [Fact]
    public void An_unknown_accumulator_and_an_expression_are_told_apart()
    {
        Fails("$summ", "1", 15952);
        Fails("$add", "[1, 2]", 40237);
    }
}
