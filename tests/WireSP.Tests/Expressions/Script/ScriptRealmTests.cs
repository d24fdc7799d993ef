using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Script;

public class ScriptRealmTests : ScriptTests
{
    [Theory]
    [InlineData("setTimeout")]
    [InlineData("Promise")]
    [InlineData("Proxy")]
    [InlineData("Intl")]
    [InlineData("Temporal")]
    [InlineData("Atomics")]
    [InlineData("SharedArrayBuffer")]
    [InlineData("Uint8Array")]
    [InlineData("ShadowRealm")]
    [InlineData("WeakRef")]
    [InlineData("Iterator")]
    [InlineData("BigInt")]
    [InlineData("System")]
    [InlineData("importNamespace")]
    [InlineData("require")]
    [InlineData("process")]
    [InlineData("console")]
    [InlineData("db")]
    public void Nothing_reaches_the_host_waits_or_outlives_a_call(string name) =>
        Gives($"function() {{ return typeof {name}; }}", "\"undefined\"");

    [Theory]
    [InlineData("function() { return Function('return 1')(); }")]
    [InlineData("function() { return (function() {}).constructor('return 1')(); }")]
    [InlineData("function() { return (function*() {}).constructor('yield 1')(); }")]
    [InlineData("function() { return (0, eval)('1'); }")]
    public void No_text_becomes_code(string body) => GivesNothing(body, InterpreterFailure);

    [Theory]
    [InlineData("globalThis.n = 1", "globalThis.n")]
    [InlineData("this.n = 1", "this.n")]
    [InlineData("(function() { this.n = 1; })()", "globalThis.n")]
    [InlineData("Array.prototype.n = 1", "[].n")]
    [InlineData("Object.prototype.n = 1", "({}).n")]
    [InlineData("Function.prototype.n = 1", "isNaN.n")]
    [InlineData("({}).constructor.n = 1", "Object.n")]
    [InlineData("NumberLong.prototype.n = 1", "NumberLong(1).n")]
    [InlineData("Object.getPrototypeOf([][Symbol.iterator]()).n = 1", "[][Symbol.iterator]().n")]
    [InlineData("Object.getPrototypeOf(function*() {}).n = 1", "(function*() {}).n")]
    [InlineData("Object.getPrototypeOf((function*() {})()).n = 1", "(function*() {})().n")]
    [InlineData("Object.getPrototypeOf('x'.matchAll(/x/g)).n = 1", "'x'.matchAll(/x/g).n")]
    [InlineData("'x'.match(/x/)", "RegExp.lastMatch")]
    [InlineData("RegExp.input = 'x'", "RegExp.input")]
    [InlineData("MinKey.n = 1", "MinKey.n")]
    [InlineData("JSON.n = 1; Math.n = 1", "JSON.n || Math.n")]
    [InlineData("Reflect.setPrototypeOf(Array.prototype, { n: 1 })", "[].n")]
    [InlineData("Object.defineProperty(globalThis, 'n', { value: 1 })", "globalThis.n")]
    [InlineData("Object.prototype.toString = 1", "typeof ({}).toString === 'function' ? null : 1")]
    [InlineData("Error.prototype.name = 1", "new Error().name === 'Error' ? null : 1")]
    [InlineData("Array.prototype.map = null", "Array.prototype.map ? null : 1")]
    [InlineData("Math.random = () => 4", "Math.random() === 4 ? 1 : null")]
    [InlineData("String.prototype.repeat.call = 1", "String.prototype.repeat.call === 1 ? 1 : null")]
    [InlineData("Symbol.for('n')", "Symbol.for === undefined ? null : 1")]
    [InlineData("leaked = 1", "typeof leaked === 'undefined' ? null : 1")]
    public void What_one_call_changes_no_other_call_sees(string change, string look)
    {
        var seen = InTurn(
            $"function() {{ try {{ {change}; }} catch (e) {{ }} }}", $"function() {{ return {look}; }}");

        Assert.Equal("null", seen[1]);
    }

    [Fact]
    public void A_function_cannot_keep_what_it_has_seen()
    {
        const string Counting = "function f() { f.n = 1; f.prototype.n = 1; return [f.n, f.prototype.n]; }";
        const string Remembering = "function() { seen = typeof seen === 'number' ? seen + 1 : 1; return seen; }";

        Assert.Equal("[null,null]", InTurn(Counting)[0]);
        Assert.Equal(
            ["""{"$numberDouble":"1.0"}""", """{"$numberDouble":"1.0"}"""], InTurn(Remembering, Remembering));
    }

    // What stands in for a replacement inside of the engine is nobody else's to call.
    [Fact]
    public void A_pattern_of_ones_own_is_given_what_was_given() => Gives(
        "function() { function p() {} p[Symbol.replace] = (text, by) => typeof by;"
        + " return 'x'.repeat(2000).replace(p, '$&'); }",
        "\"string\"");

    // Making one of a million characters took seconds, in one statement.
    [Theory]
    [InlineData("new RegExp(s)")]
    [InlineData("RegExp({ toString: () => s })")]
    [InlineData("RegExp('\\u20ac'.repeat(11000))")]
    [InlineData("new RegExp({ [Symbol.match]: true, source: s, flags: '' })")]
    [InlineData("new (class extends RegExp {})(s)")]
    [InlineData("new (/x/.constructor)(s)")]
    [InlineData("new (RegExp[Symbol.species])(s)")]
    [InlineData("/x/.compile(s)")]
    [InlineData("s.match(s)")]
    [InlineData("s.matchAll(s)")]
    [InlineData("s.search(s)")]
    [InlineData("s.search({ toString: () => s })")]
    [InlineData("s.search({ n: 0, get [Symbol.search]() { return this.n++ ? undefined : null; }, toString: () => s })")]
    public void A_pattern_longer_than_the_limit_is_not_made(string expression) => Assert.Contains(
        "TypeError: a regular expression may have 32764 bytes at most",
        FailureOf($"() => {{ const s = 'x'.repeat(32765); return {expression}; }}"),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("new RegExp('x'.repeat(32764)).source.length", "32764.0")]
    [InlineData("'x'.repeat(40000).split('x'.repeat(40000)).length", "2.0")]
    [InlineData("'x'.repeat(40000).replace('x'.repeat(40000), 'y')", "\"y\"")]
    [InlineData("[String(RegExp()), String(RegExp(/a/g)), String(new RegExp(/a/g, 'i')), String(RegExp('a', 'u'))]",
        """["/(?:)/", "/a/g", "/a/i", "/a/u"]""")]
    [InlineData("(r => [RegExp(r) === r, new RegExp(r) === r, RegExp(r, 'g') === r])(/a/)", "[true, false, false]")]
    [InlineData("[/a/ instanceof RegExp, /a/.constructor === RegExp, RegExp('a').constructor === RegExp]",
        "[true, true, true]")]
    [InlineData("[RegExp.name, RegExp.length, RegExp[Symbol.species] === RegExp]", """["RegExp", 2.0, true]""")]
    [InlineData("(c => [c.test('ab'), c instanceof RegExp, c.m()])(new (class extends RegExp { m() { return 7; } })('b'))",
        "[true, true, 7.0]")]
    [InlineData("['null'.match(null)[0], 'a'.match()[0], 'a1'.search(1), [...'aa'.matchAll('a')].length]",
        """["null", "", 1.0, 2.0]""")]
    [InlineData("'a'.match({ [Symbol.match](s) { return s + this.n; }, n: 1 })", "\"a1\"")]
    [InlineData("(r => [r.compile('b', 'g') === r, String(r), String(r.compile(/c/i))])(/a/)",
        """[true, "/b/g", "/c/i"]""")]
    public void Patterns_are_made_as_the_language_makes_them(string expression, string expected) =>
        Gives($"() => {expression}", expected);

    // Locked prototypes would otherwise keep objects from having fields of these names.
    [Theory]
    [InlineData("function() { var o = {}; o.toString = 1; o.constructor = 2; return o; }",
        """{ "toString": 1.0, "constructor": 2.0 }""")]
    [InlineData("function() { var e = new Error('a'); e.message = 'b'; e.name = 'C'; return String(e); }", "\"C: b\"")]
    [InlineData(
        "function() { class E extends Error { constructor(m) { super(m); this.name = 'E'; } } return '' + new E('x'); }",
        "\"E: x\"")]
    public void Objects_may_have_names_that_they_inherit(string body, string expected) => Gives(body, expected);

    [Theory]
    [InlineData("function(s) { return Array.sum(s); }", "6.0")]
    [InlineData("function(s) { return Array.avg(s); }", "2.0")]
    [InlineData("function(s) { return Array.contains(s, 3); }", "true")]
    [InlineData("function(s) { return Array.unique(s.concat(s)).length; }", "3.0")]
    [InlineData("function() { return hex_md5('mongo'); }", "\"1ed75a5d1e2c0bb05f410077765af687\"")]
    [InlineData("function() { return [isNumber(1), isString('x'), isObject({}), isObject(null)]; }",
        "[true, true, true, false]")]
    [InlineData("function(s) { return tojsononeline({ s: s }); }", "\"{\\\"s\\\":[1,2,3]}\"")]
    public void What_scripts_of_the_server_find_is_there(string body, string expected) =>
        Gives(body, expected, "[[1, 2, 3]]");

    [Theory]
    [InlineData("'aXbX'.replace(/x/ig, '[$&]')", "a[X]b[X]")]
    [InlineData("'2020-01-02'.replace(/(\\d+)-(\\d+)-(\\d+)/, '$3.$2.$1')", "02.01.2020")]
    [InlineData("'x-y'.replace(/(?<l>x)-(?<r>y)/, '$<r>-$<l>')", "y-x")]
    [InlineData("'abab'.replaceAll('b', '<$$>')", "a<$>a<$>")]
    [InlineData("'a'.concat(1, null, 'b')", "a1nullb")]
    [InlineData("[1, [2, [3]], null, undefined, {}].join('-')", "1-2,3---[object Object]")]
    [InlineData("String([1, [2, 3]])", "1,2,3")]
    [InlineData("String.raw`a\\n${1}b`", "a\\n1b")]
    [InlineData("JSON.stringify({ a: [1, { b: 'x' }], c: undefined, d: new Date(0) })",
        "{\"a\":[1,{\"b\":\"x\"}],\"d\":\"1970-01-01T00:00:00.000Z\"}")]
    [InlineData("JSON.stringify({ a: 1, b: { a: 2, c: 3 } }, ['a', 'b'])", "{\"a\":1,\"b\":{\"a\":2}}")]
    [InlineData("JSON.stringify({ a: 1, b: 2 }, (k, v) => k === 'b' ? undefined : v)", "{\"a\":1}")]
    [InlineData("JSON.stringify([1], null, 1)", "[\n 1\n]")]
    [InlineData("encodeURIComponent('\u00e9 /') + 'Ab'.toLowerCase() + 'x'.padStart(3, '-')", "%C3%A9%20%2Fab--x")]
    [InlineData("[3, 1, 2].sort().concat([5]).slice(1).toString()", "2,3,5")]
    [InlineData("Object.entries({ b: 1, a: 2 }).map(([k, v]) => k + v).join()", "b1,a2")]
    [InlineData("['aXbx'.match(/x/ig), 'ab'.match(/z/g), 'ab'.match(/(?:)/g).length, 'ab'.match(/b/).index].join()",
        "X,x,,3,1")]
    [InlineData("['\ud83d\ude00a'.match(/(?:)/gu).length, '\ud83d\ude00a'.split(/(?:)/u).length].join()", "3,2")]
    [InlineData("'a1b22c'.split(/\\d/).join('|') + 'abc'.split(/(?:)/).join('|') + 'abc'.split(/(b)/).join('|')",
        "a|b||ca|b|ca|b|c")]
    [InlineData("'a,b,c'.split(/,/, 2).join() + ''.split(/x/).length + ''.split(/(?:)/).length + 'ab'.split(/$/).length",
        "a,b101")]
    [InlineData("'a-b'.split(/(x)?-/y).map(String).join()", "a,undefined,b")]
    [InlineData("'a1b2'.replace(/\\d/g, d => d * 2) + 'abc'.replace(/b/, '[$&]') + 'aa'.replace(/a/g, String)",
        "a2b4a[b]caa")]
    [InlineData("JSON.stringify([1, [2, [3, [4]]], , 5].flat()) + JSON.stringify([[1, [2]]].flat(Infinity))",
        "[1,2,[3,[4]],5][1,2]")]
    [InlineData("JSON.stringify([Object.fromEntries([['a', 1]]), Object.fromEntries(new Map([['b', 2]]))])",
        "[{\"a\":1},{\"b\":2}]")]
    [InlineData("[...new Set([1, 2]).union(new Set([3]))].join() + new Set([1]).isSubsetOf(new Set([1, 2]))", "1,2,3true")]
    [InlineData("(function(b) { return this.a + b; }).bind({ a: 1 }, 2)() + '' + new (Date.bind(null, 5))().getTime()", "35")]
    [InlineData("['1', '2'].map(Number).concat([3, 1, 2].sort(), ['b', 'a'].toSorted(), [0, 1].filter(Boolean)).join()",
        "1,2,1,2,3,a,b,1")]
    [InlineData("[[1, 2].reduce((a, b) => a + b), Array.from('ab', s => s + s), Math.max.apply(null, [1, 3])].join()", "3,aa,bb,3")]
    public void What_is_guarded_does_what_it_does_in_any_engine(string expression, string expected) =>
        Gives(
            $"function() {{ return {expression}; }}",
            System.Text.Json.JsonSerializer.Serialize(expected));

    // Long texts go another way, to the same result.
    [Theory]
    [InlineData("replace(/(b)(c)(z)?/g, \"<$2$1$$$3$4$12$'$0$>\")")]
    [InlineData("replace(/(b)(c)/, '[$`|$11|$2]')")]
    [InlineData("replaceAll('b', '$&$&$1$')")]
    [InlineData("replace(/(?<l>b)(?<r>c)/g, '$<r>+$<l>$<none>$3$<')")]
    public void Replacements_in_long_texts_are_those_in_short_ones(string call)
    {
        var differing = $"function(p) {{ var s = 'abcabc', l = p.repeat(2000) + s;"
            + $" return l.{call}.split(p.repeat(2000)).join('') === s.{call}; }}";

        Gives(differing, "true", "[\"-\"]");
    }
}
