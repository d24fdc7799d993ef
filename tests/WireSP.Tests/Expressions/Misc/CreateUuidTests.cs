using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class CreateUuidTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$type": { "$createUUID": {} } }""", "\"binData\"")]
    [InlineData("""{ "$binarySize": { "$createUUID": {} } }""", "16")]
    [InlineData("""{ "$eq": [{ "$createUUID": {} }, { "$createUUID": {} }] }""", "false")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
