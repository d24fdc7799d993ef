using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Script;

public class ScriptWalksTests : ScriptTests
{
    [Theory]
    [InlineData("o => ({ ...o, c: 3 })", """{ "a": 1.0, "b": 2.0, "c": 3.0 }""")]
    [InlineData("o => ({ ...(1, o), ...{ ...{ c: 3 } } })", """{ "a": 1.0, "b": 2.0, "c": 3.0 }""")]
    [InlineData("o => ({ ...null, ...undefined, ...5, ...'xy' })", """{ "0": "x", "1": "y" }""")]
    [InlineData("function({ a, ...rest }) { return rest; }", """{ "b": 2.0 }""")]
    [InlineData("o => { let a, rest; ({ a, ...rest } = o); return rest; }", """{ "b": 2.0 }""")]
    [InlineData("o => { const { x: { ...inner } = { y: 1 }, ...rest } = o; return [inner, rest]; }",
        """[{ "y": 1.0 }, { "a": 1.0, "b": 2.0 }]""")]
    [InlineData("o => { const { ...rest } = 'xy'; return rest; }", """{ "0": "x", "1": "y" }""")]
    [InlineData("o => { const n = []; for (var k in o) n.push(k); for (k in (1, [7])) n.push(k); return n; }",
        """["a", "b", "0"]""")]
    [InlineData("o => { for (const { ...rest } of [o]) return rest; }", """{ "a": 1.0, "b": 2.0 }""")]
    public void Walks_go_through_what_they_went_through(string body, string expected) =>
        Gives(body, expected, """[{ "a": 1, "b": 2 }]""");
}
