using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Matching;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class FunctionTests : ScriptTests
{
    [Theory]
    [InlineData("function(a, b) { return a + b; }", "[\"$x\", 1]", "3.0")]
    [InlineData("(a, b) => a + b", "[\"$x\", 1]", "3.0")]
    [InlineData("a => ({ twice: a * 2 })", "[\"$x\"]", """{ "twice": 4.0 }""")]
    [InlineData("function named(n) { return n <= 1 ? 1 : n * named(n - 1); }", "[5]", "120.0")]
    [InlineData("function(a) { return a; };  ", "[\"x\"]", "\"x\"")]
    [InlineData("function(a) { return a; } // the end", "[\"x\"]", "\"x\"")]
    [InlineData("function() { return arguments.length; }", "[1, 2, 3]", "3.0")]
    [InlineData("function(a, b) { return a + b; }", "\"$pair\"", "7.0")]
    [InlineData("function(o) { return o.a.b; }", """[{ "a": { "b": "$x" } }]""", "2.0")]
    public void Returns(string body, string arguments, string expected) =>
        Gives(body, expected, arguments, """{ "x": 2, "pair": [3, 4] }""");

    [Fact]
    public void The_body_may_be_code() =>
        Evaluates(
            """{ "$function": { "body": { "$code": "function(a) { return !a; }" }, "args": [true], "lang": "js" } }""",
            "false");

    [Theory]
    [InlineData("""{ "$function": 1 }""", 31260)]
    [InlineData("""{ "$function": {} }""", 31261)]
    [InlineData("""{ "$function": { "body": "function() {}" } }""", 31262)]
    [InlineData("""{ "$function": { "body": "function() {}", "args": [] } }""", 31263)]
    [InlineData("""{ "$function": { "body": "function() {}", "args": [], "lang": "js", "arg": 1 } }""", 31267)]
    [InlineData("""{ "$function": { "body": "function() {}", "args": [], "lang": "python" } }""", 31419)]
    [InlineData("""{ "$function": { "body": "function() {}", "args": [], "lang": 1 } }""", 31419)]
    [InlineData("""{ "$function": { "body": 1, "args": [], "lang": "js" } }""", 14)]
    [InlineData("""{ "$function": { "body": "function() {}", "args": 1, "lang": "js" } }""", 31266)]
    [InlineData("""{ "$function": { "body": "function() {}", "args": "$nothing", "lang": "js" } }""", 31266)]
    public void Rejects(string expression, int code) => Fails(expression, code);

    // The server takes a string or code; what a scope would add is passed as an argument.
    [Fact]
    public void Code_with_a_scope_is_refused() =>
        Fails(
            """
            { "$function": { "body": { "$code": "function() {}", "$scope": { "n": 1 } }, "args": [], "lang": "js" } }
            """,
            14);

    [Fact]
    public void A_body_that_does_not_parse_is_refused_where_it_stands()
    {
        var error = Assert.Throws<ExpressionSyntaxException>(() => ExpressionCompiler.Compile(
            ExtendedJson.ParseValue($$"""{ "total": {{Expression("function() { return 1 +; }")}} }"""),
            new CompileContext()));

        Assert.Equal(InterpreterFailure, error.Code);
        Assert.Equal("total.$function.body", error.Path);
        Assert.Contains("does not parse", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("throw new Error('no price')", "$function threw Error: no price (line 1)")]
    [InlineData("null.x", "$function threw TypeError: Cannot read properties of null (reading 'x') (line 1)")]
    [InlineData("return nothing", "$function threw ReferenceError: nothing is not defined (line 1)")]
    [InlineData("throw 'text'", "$function threw text (line 1)")]
    [InlineData("throw { message: 'own' }", "$function threw own (line 1)")]
    [InlineData("throw {}", "$function threw an object")]
    [InlineData("\n\n  throw new RangeError('x')", "$function threw RangeError: x (line 3)")]
    public void A_throw_fails_the_document_and_says_what_was_thrown(string statement, string reason)
    {
        var body = $"function() {{ {statement} }}";

        Assert.Equal(reason, FailureOf(body));
        GivesNothing(body, InterpreterFailure);
    }

    [Fact]
    public void A_message_that_has_to_be_computed_is_charged_like_the_function() =>
        GivesNothing("function() { throw { get message() { while (true); } }; }", BudgetIsSpent);

    [Fact]
    public void A_long_message_is_cut()
    {
        var reason = FailureOf("function() { throw new Error('x'.repeat(1000000)); }");

        Assert.InRange(reason.Length, 400, 500);
    }

    // As in any array of expressions; (unverified) for the server's $function.
    [Fact]
    public void An_argument_without_a_value_is_null_and_one_not_given_is_undefined() =>
        Gives("function(a, b) { return [a === null, b === undefined]; }", "[true, true]", """["$nothing"]""");

    // Drivers write undefined as null; (unverified) for the server's $function.
    [Theory]
    [InlineData("function() {}", "null")]
    [InlineData("function() { return { a: undefined, b: [undefined, , 1] }; }",
        """{ "a": null, "b": [null, null, 1.0] }""")]
    public void Undefined_comes_back_as_null(string body, string expected) => Gives(body, expected);

    [Fact]
    public void It_stands_in_a_match()
    {
        var compilation = new CompileContext();
        var predicate = MatchCompiler.Compile(
            ExtendedJson.Parse($$"""{ "$expr": {{Expression("w => w > 3", """["$w"]""")}} }"""), compilation);
        var context = compilation.CreateEvaluationContext(TimeProvider.System);

        Assert.True(Matches("""{ "w": 4 }"""));
        Assert.False(Matches("""{ "w": 3 }"""));

        bool Matches(string document)
        {
            context.Begin(ExtendedJson.Parse(document));
            compilation.Fields.Read(context);
            return predicate.Matches(context);
        }
    }

    [Fact]
    public void It_runs_for_each_element_of_a_map() =>
        Evaluates(
            $$"""
            { "$map": { "input": [1, 2, 3], "as": "n", "in": {{Expression("n => n * n", """["$$n"]""")}} } }
            """,
            "[1.0, 4.0, 9.0]");

    [Fact]
    public void Its_time_is_that_of_the_evaluation() =>
        Gives(
            "() => [Date.now(), new Date()]",
            """[1000000000000.0, { "$date": { "$numberLong": "1000000000000" } }]""");
}
