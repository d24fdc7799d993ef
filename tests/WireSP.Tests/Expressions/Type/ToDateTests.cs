using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class ToDateTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$toDate": "$a" }""", "null", """{ "a": null }""")]
    [InlineData(
        """{ "$toDate": "$a" }""", """{ "$date": { "$numberLong": "1521504000000" } }""",
        """{ "a": "20180320" }""")]
    [InlineData(
        """{ "$toDate": "$a" }""", """{ "$date": { "$numberLong": "1520208000000" } }""",
        """{ "a": "2018-3-5" }""")]
    [InlineData(
        """{ "$toDate": "$a" }""", """{ "$date": { "$numberLong": "-62135596800000" } }""",
        """{ "a": "0001-01-01" }""")]
    [InlineData(
        """{ "$toDate": "$a" }""", """{ "$date": { "$numberLong": "1521504000000" } }""",
        """{ "a": "20 Mar 2018" }""")]
    [InlineData(
        """{ "$toDate": "$a" }""", """{ "$date": { "$numberLong": "-3" } }""",
        """{ "a": { "$numberLong": "-3" } }""")]
    [InlineData(
        """{ "$toDate": "$a" }""", """{ "$date": { "$numberLong": "-1" } }""",
        """{ "a": "1969-12-31T23:59:59.999Z" }""")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);

    [Theory]
    [InlineData("""{ "$toDate": [[1]] }""", 241)]
    [InlineData("""{ "$toDate": "$a" }""", 241, """{ "a": "" }""")]
    public void Rejects(string expression, int code, string document = "{}") =>
        Fails(expression, code, document);
}
