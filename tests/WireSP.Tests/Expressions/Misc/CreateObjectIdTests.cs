using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class CreateObjectIdTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$type": { "$createObjectId": {} } }""", "\"objectId\"")]
    [InlineData("""{ "$isNumber": { "$createObjectId": {} } }""", "false")]
    [InlineData("""{ "$eq": [{ "$createObjectId": {} }, { "$createObjectId": {} }] }""", "false")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
