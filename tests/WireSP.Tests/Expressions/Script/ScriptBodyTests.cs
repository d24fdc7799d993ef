using WireSP.Expressions;
using WireSP.Expressions.Script;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Script;

public class ScriptBodyTests : ScriptTests
{
    [Theory]
    [InlineData("return 1", "does not parse")]
    [InlineData("function() { return 1", "does not parse")]
    [InlineData("", "does not parse")]
    [InlineData("1 + 1", "must be one function")]
    [InlineData("x", "must be one function")]
    [InlineData("(function() {})()", "must be one function")]
    [InlineData("function() {}, function() {}", "must be one function")]
    [InlineData("function() {}) (", "must be one function")]
    [InlineData("class A {}", "must be one function")]
    [InlineData("async function() { return 1; }", "async functions are not available")]
    [InlineData("async () => 1", "async functions are not available")]
    [InlineData("function() { return (async () => 1)(); }", "async functions are not available")]
    [InlineData("function*() { yield 1; }", "a generator gives no value")]
    [InlineData("function() { return 10n; }", "BigInt is not available")]
    [InlineData("function() { return import('fs'); }", "import is not available")]
    [InlineData("function() { return eval('1'); }", "eval is not available")]
    [InlineData("o => { var $walked = x => x; return { ...o }; }", "the name $walked is taken")]
    [InlineData("o => { with (o) return a; }", "with is not available")]
    public void What_cannot_run_is_refused_when_it_is_compiled(string body, string reason)
    {
        var error = Assert.Throws<ExpressionSyntaxException>(() => ScriptBody.Parse(body));

        Assert.Equal((InterpreterFailure, "body"), (error.Code, error.Path));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("function() { return 1 +; }", "(line 1, column 24)")]
    [InlineData("function() {\n  return 1 +;\n}", "(line 2, column 13)")]
    public void The_place_of_a_mistake_is_told(string body, string place) => Assert.EndsWith(
        place,
        Assert.Throws<ExpressionSyntaxException>(() => ScriptBody.Parse(body)).Message,
        StringComparison.Ordinal);

    // Nothing that looks at the budget can be put there.
    [Fact]
    public void A_statement_with_many_rests_of_arrays_is_refused()
    {
        var body = $"b => {{ var a; [{string.Join(',', Enumerable.Repeat("[...a]", 17))}] = b; }}";

        Assert.Contains(
            "more than 16 patterns",
            Assert.Throws<ExpressionSyntaxException>(() => ScriptBody.Parse(body)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_longer_than_the_limit_is_refused()
    {
        var body = $"s => /{new string('a', ExpressionLimits.RegexLengthBytesMax + 1)}/.test(s)";

        Assert.Contains(
            "may have 32764 bytes at most",
            Assert.Throws<ExpressionSyntaxException>(() => ScriptBody.Parse(body)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_body_longer_than_the_limit_is_refused()
    {
        var body = $"function() {{ {new string(' ', ExpressionLimits.ScriptLengthMax)} }}";

        Assert.Contains(
            "longer than",
            Assert.Throws<ExpressionSyntaxException>(() => ScriptBody.Parse(body)).Message,
            StringComparison.Ordinal);
    }

    // The server runs functions as sloppy code: such names are what it calls global, and here last for one call.
    [Theory]
    [InlineData("function() { n = 5; n++; return n; }", "6.0")]
    [InlineData("function() { for (i = 0; i < 3; i++); return i; }", "3.0")]
    [InlineData("function() { for (k in { a: 1 }); return k; }", "\"a\"")]
    [InlineData("function() { for (v of [7]); return v; }", "7.0")]
    [InlineData("function() { [a, { b, c = 3 }, ...d] = [1, { b: 2 }, 4]; return [a, b, c, d]; }",
        "[1.0, 2.0, 3.0, [4.0]]")]
    [InlineData("function() { JSON = JSON || {}; return JSON.stringify(7); }", "\"7\"")]
    public void A_name_that_is_not_declared_is_a_variable_of_the_call(string body, string expected)
    {
        Assert.True(ScriptBody.Parse(body).IsMadeForEachCall);
        Gives(body, expected);
    }

    [Theory]
    [InlineData("function(n) { n = 5; return n; }")]
    [InlineData("function() { let n; n = 5; return n; }")]
    [InlineData("function() { function n() {} n = 5; return n; }")]
    [InlineData("function() { var o = { n: 0 }; o.n = 5; return o.n; }")]
    public void A_name_that_is_declared_is_not(string body)
    {
        Assert.False(ScriptBody.Parse(body).IsMadeForEachCall);
        Gives(body, "5.0");
    }
}
