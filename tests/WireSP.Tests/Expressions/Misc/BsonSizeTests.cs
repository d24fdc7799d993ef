using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class BsonSizeTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$bsonSize": "$a" }""", "null")]
    [InlineData("""{ "$bsonSize": "$a" }""", "null", """{ "a": null }""")]
    [InlineData("""{ "$bsonSize": "$a" }""", "null", """{ "a": { "$undefined": true } }""")]
    [InlineData("""{ "$bsonSize": "$a" }""", "12", """{ "a": { "a": 1 } }""")]
    [InlineData("""{ "$bsonSize": "$a" }""", "43", """{ "a": { "a": { "b": [1, { "c": 2 }] } } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$bsonSize": [[]] }""", 31393)]
    [InlineData("""{ "$bsonSize": [] }""", 16020)]
    [InlineData("""{ "$bsonSize": 5 }""", 31393)]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
