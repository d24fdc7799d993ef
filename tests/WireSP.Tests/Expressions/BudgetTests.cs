using WireSP.Bson;
using WireSP.Expressions;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions;

public class BudgetTests : ExpressionTests
{
    private const int BudgetIsSpent = 146;
    private const int TimeIsUp = 50;

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

    [Theory]
    [InlineData("""{ "$map": { "input": "$a", "in": { "$regexMatch": { "input": "$$this", "regex": "^(x)+$" } } } }""")]
    [InlineData("""{ "$regexFindAll": { "input": "xxxxx", "regex": { "$first": "$a" } } }""")]
    [InlineData("""{ "$regexFindAll": { "input": "xxxxx", "regex": { "$concat": ["(x)+?", { "$substrBytes": [{ "$first": "$a" }, 0, 0] }] } } }""")]
    public void Many_slow_regular_expressions_are_stopped_together(string text)
    {
        // Each time somebody looks at this clock, two seconds have passed.
        var compiled = new CompileContext();
        var expression = ExpressionCompiler.Compile(ExtendedJson.ParseValue(text), compiled);
        var context = compiled.CreateEvaluationContext(new SlowClock());
        context.Begin(ExtendedJson.Parse("""{ "a": ["x", "x", "x", "x", "x"] }"""));
        compiled.Fields.Read(context);

        Assert.Equal(TimeIsUp, Assert.Throws<EvaluationException>(() => expression.Evaluate(context)).Code);
    }

    [Theory]
    [InlineData("""{ "$reduce": { "input": { "$range": [0, 1000000000] }, "initialValue": 0, "in": 1 } }""")]
    [InlineData("""{ "$zip": { "inputs": [{ "$range": [0, 2147483647] }, [1]] } }""")]
    [InlineData("""{ "$concatArrays": [{ "$range": [0, 900000000] }, { "$range": [0, 900000000] }] }""")]
    [InlineData("""{ "$setUnion": [{ "$range": [0, 900000000] }, [1]] }""")]
    [InlineData("""{ "$filter": { "input": { "$range": [0, 900000000] }, "cond": true } }""")]
    [InlineData("""{ "$sortArray": { "input": { "$range": [0, 900000000] }, "sortBy": -1 } }""")]
    [InlineData("""{ "$reverseArray": { "$range": [0, 900000000] } }""")]
    public void No_operator_walks_an_array_without_end(string expression) => Fails(expression, BudgetIsSpent);

    [Theory]
    [InlineData("""{ "$replaceAll": { "input": "$s", "find": "x", "replacement": "$s" } }""")]
    [InlineData("""{ "$map": { "input": { "$range": [0, 100000] }, "in": "$s" } }""")]
    [InlineData("""{ "$map": { "input": { "$range": [0, 100000] }, "in": { "$concat": ["$s", "$s"] } } }""")]
    [InlineData("""{ "$map": { "input": { "$range": [0, 100000] }, "in": { "$split": ["$s", "x"] } } }""")]
    [InlineData("""{ "$map": { "input": { "$range": [0, 100000] }, "in": { "$mergeObjects": ["$$ROOT"] } } }""")]
    public void No_operator_makes_bytes_without_end(string expression) =>
        Fails(expression, BudgetIsSpent, $$"""{ "s": "{{new string('x', 20_000)}}" }""");

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

    private sealed class SlowClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds += 2;
    }
}
