using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class CurrentDateTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$type": { "$currentDate": {} } }""", "\"date\"")]
    [InlineData("""{ "$gt": [{ "$currentDate": {} }, { "$toDate": "2020-01-01" }] }""", "true")]
    [InlineData("""{ "$isNumber": { "$currentDate": {} } }""", "false")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
