using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class MetaTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$type": { "$meta": "stream.source.topic" } }""", "\"missing\"")]
    [InlineData("""{ "$type": { "$meta": "stream.window.start" } }""", "\"missing\"")]
    [InlineData("""{ "$ifNull": [{ "$meta": "stream.https.url" }, "none"] }""", "\"none\"")]
    public void Returns(string expression, string expected, string document = "{}") =>
        Evaluates(expression, expected, document);
}
