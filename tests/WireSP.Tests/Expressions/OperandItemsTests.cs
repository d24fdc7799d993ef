using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Tests.Expressions;

public sealed class OperandItemsTests
{
    [Fact]
    public void Several_operands_are_the_items_even_where_one_is_an_array() =>
        Assert.Equal(["1", "[2,3]"], Items("1", "[2, 3]"));

    [Fact]
    public void The_one_operand_that_is_an_array_is_taken_apart() =>
        Assert.Equal(["2", "[3]"], Items("[2, [3]]"));

    [Fact]
    public void One_operand_that_is_no_array_is_the_item() =>
        Assert.Equal(["2"], Items("2"));

    [Fact]
    public void Nothing_comes_of_no_operands_and_of_an_empty_array()
    {
        Assert.Empty(Items());
        Assert.Empty(Items("[]"));
    }

    private static List<string> Items(params string[] operands)
    {
        var values = operands.Select(operand => ExtendedJson.ParseValue(operand)).ToArray();
        List<string> items = [];
        foreach (var item in new OperandItems(values, new EvaluationContext(0, 0, TimeProvider.System)))
        {
            items.Add(ExtendedJson.Format(item));
        }

        return items;
    }
}
