using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class SinTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$sin": "$a" }""", "null")]
    [InlineData("""{ "$sin": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$sin": 7 }""", "0.6569865987187891")]
    [InlineData("""{ "$sin": "$a" }""", "0.8414709848078965", """{ "a": 1 }""")]
    [InlineData("""{ "$sin": "$a" }""", "-0.9589242746631385", """{ "a": { "$numberLong": "5" } }""")]
    [InlineData("""{ "$sin": "$a" }""", "0.9974949866040544", """{ "a": 1.5 }""")]
    [InlineData("""{ "$sin": "$a" }""", "-0.0", """{ "a": -0.0 }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$sin": [1, 2] }""", 16020)]
    [InlineData("""{ "$sin": { "$literal": "abc" } }""", 28765)]
    [InlineData("""{ "$sin": "$a" }""", 50989, """{ "a": { "$numberDouble": "Infinity" } }""")]
    [InlineData("""{ "$sin": "$a" }""", 50989, """{ "a": { "$numberDecimal": "Infinity" } }""")]
    [InlineData("""{ "$sin": "$a" }""", 28765, """{ "a": { "$date": { "$numberLong": "1582979696789" } } }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
