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
    [InlineData("o => [...[...[...[1, 2], 3], 4], ...[5], ...((...a) => a)(...[6])]", "[1.0, 2.0, 3.0, 4.0, 5.0, 6.0]")]
    [InlineData("o => { let s = 'x'; s += s, s += o.a, s += s, s += (1, o.b); return s; }", "\"xx1xx12\"")]
    [InlineData("o => 1 + +2 + 3 - -4 + (5, 6) + ~7 + (o ? 8 : 9) + o['a'] * 2 ** 3 + `${o.a}`.length", "25.0")]
    [InlineData("o => `${o.a}${o.b}${1}${2}${3}${4}${5}${6}${7}${(8, 9)}`", "\"1212345679\"")]
    [InlineData("o => [new Date(1), new Date(2), new Date(3), new Date(4), new Date(5), new Date(6), new Date(7),"
        + " new (class { constructor(n) { this.n = n; } })(8, 9)].pop().n", "8.0")]
    [InlineData("o => { var n = 0, f; n += 1, n += 2, n += 3, f ||= () => n + 1; return f(); }", "7.0")]
    [InlineData("o => ((a = (1, o.a), { b: [c = a + 1] = [], ...d } = o, ...[e = c]) => [a, c, d, e])(undefined, {})",
        "[1.0, 2.0, {}, 2.0]")]
    [InlineData("o => ((f = () => 1, g = function() {}, h = class {}) => f.name + g.name)()", "\"fg\"")]
    [InlineData("o => (function({ [o.a + o.b]: a = this.c }) { return a; }).call({ c: 7 }, { 4: 1 })", "7.0")]
    [InlineData("o => (function(a, b = arguments.length) { return [a, b]; })(1)", "[1.0, 1.0]")]
    public void Walks_go_through_what_they_went_through(string body, string expected) =>
        Gives(body, expected, """[{ "a": 1, "b": 2 }]""");
}
