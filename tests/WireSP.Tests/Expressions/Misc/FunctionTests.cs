using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Operators;

public class FunctionTests : ExpressionTests
{
    [Theory]
    [InlineData("""{ "$function": { "body": "function() {}", "args": [], "lang": "js" } }""", 115)]
    [InlineData("""{ "$function": {} }""", 31261)]
    public void Rejects(string expression, int code) => Fails(expression, code);
}
