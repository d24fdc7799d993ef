using WireSP.Bson;
using WireSP.Expressions;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions;

public class BudgetTests : ExpressionTests
{
    private const int BudgetIsSpent = 146;

    [Fact]
    public void A_long_range_fails_the_document_and_not_the_process() =>
        Fails("""{ "$size": { "$range": [0, "$n"] } }""", BudgetIsSpent, """{ "n": 2147483647 }""");

    [Fact]
    public void Nested_maps_cannot_multiply_without_end() =>
        Fails(
            """
            { "$map": { "input": "$a", "as": "x", "in": { "$map": { "input": "$a", "as": "y", "in":
                { "$map": { "input": "$a", "as": "z", "in": { "$size": "$a" } } } } } } }
            """,
            BudgetIsSpent,
            $$"""{ "a": [{{string.Join(", ", Enumerable.Range(0, 300))}}] }""");

    [Fact]
    public void A_text_that_doubles_in_a_reduce_is_stopped() =>
        Fails(
            """
            { "$reduce": { "input": { "$range": [0, "$n"] }, "initialValue": "0123456789abcdef",
                "in": { "$concat": ["$$value", "$$value"] } } }
            """,
            BudgetIsSpent,
            """{ "n": 40 }""");

    [Fact]
    public void An_array_that_grows_in_a_reduce_is_stopped() =>
        Fails(
            """
            { "$size": { "$reduce": { "input": { "$range": [0, 100000] }, "initialValue": [],
                "in": { "$concatArrays": ["$$value", ["$$this"]] } } } }
            """,
            BudgetIsSpent);

    [Fact]
    public void A_regular_expression_that_backtracks_without_end_is_stopped() =>
        Fails(
            """{ "$regexMatch": { "input": "$s", "regex": "^(a+)+$" } }""",
            51156,
            $$"""{ "s": "{{new string('a', 40)}}!" }""");

    [Fact]
    public void An_expression_nested_too_deeply_is_refused()
    {
        BsonValue nested = 1;
        for (var depth = 0; depth < 250; depth++)
        {
            nested = new BsonArrayBuilder { nested }.ToArray();
        }

        var error = Assert.Throws<ExpressionSyntaxException>(
            () => ExpressionCompiler.Compile(nested, new CompileContext()));
        Assert.Equal(15, error.Code);
    }
}
