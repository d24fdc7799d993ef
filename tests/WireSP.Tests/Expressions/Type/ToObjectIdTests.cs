using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToObjectIdTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toObjectId": null }""", "null")]
    [InlineData("""{ "$toObjectId": "$missing" }""", "null")]
    [InlineData("""{ "$toObjectId": "$a" }""", "null", """{ "a": null }""")]
    [InlineData(
        """{ "$toObjectId": "$a" }""", """{ "$oid": "5ab9cbfa31c2ab715d42129e" }""",
        """{ "a": "5AB9CBFA31C2AB715D42129E" }""")]
    [InlineData(
        """{ "$toObjectId": "$a" }""", """{ "$oid": "5e2c1d80a1b2c3d4e5f60718" }""",
        """{ "a": { "$oid": "5e2c1d80a1b2c3d4e5f60718" } }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$toObjectId": "$a" }""", 241, """{ "a": "" }""")]
    [InlineData("""{ "$toObjectId": "$a" }""", 241, """{ "a": {} }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
