using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ConvertTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$convert": { "input": 1, "to": null } }""", "null")]
    [InlineData("""{ "$convert": { "input": 1, "to": "int", "onError": 1, "onNull": 2, "format": "hex" } }""", "1")]
    [InlineData("""{ "$convert": { "input": "$a", "to": "int" } }""", "12", """{ "a": "12" }""")]
    [InlineData("""{ "$convert": { "input": "$a", "to": "bool" } }""", "true", """{ "a": true }""")]
    [InlineData(
        """{ "$convert": { "input": "$a", "to": "long" } }""", """{ "$numberLong": "12" }""",
        """{ "a": "12" }""")]
    [InlineData("""{ "$convert": { "input": "$a", "to": "double" } }""", "1.0", """{ "a": true }""")]
    [InlineData(
        """{ "$convert": { "input": "$a", "to": "decimal" } }""", """{ "$numberDecimal": "1" }""",
        """{ "a": true }""")]
    [InlineData("""{ "$convert": { "input": "$a", "to": "binData", "format": "hex" } }""", "null")]
    [InlineData("""{ "$convert": { "input": "$a", "to": "$t" } }""", "null", """{ "a": 1 }""")]
    [InlineData("""{ "$convert": { "input": "$a", "to": "bool" } }""", "true", """{ "a": 1.5 }""")]
    [InlineData(
        """{ "$convert": { "input": "$a", "to": "date" } }""", """{ "$date": { "$numberLong": "1" } }""",
        """{ "a": 1.5 }""")]
    [InlineData(
        """{ "$convert": { "input": "$a", "to": "int", "onError": "$missing" } }""", NoValue,
        """{ "a": "x" }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$convert": {} }""", 9)]
    [InlineData("""{ "$convert": { "to": "int" } }""", 9)]
    [InlineData("""{ "$convert": { "input": "$a", "to": "objectId" } }""", 241, """{ "a": "12" }""")]
    [InlineData("""{ "$convert": { "input": "$a", "to": "" } }""", 2, """{ "a": 1 }""")]
    [InlineData("""{ "$convert": { "input": "$a", "to": "Int" } }""", 2, """{ "a": 1 }""")]
    [InlineData("""{ "$convert": { "input": "$a", "to": "null" } }""", 241, """{ "a": 1 }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
