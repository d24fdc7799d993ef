using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Script;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Script;

public class ScriptEngineTests : ScriptTests
{
    private const int TimeIsUp = 50;

    [Theory]
    [InlineData("while (true) {}")]
    [InlineData("for (;;);")]
    [InlineData("do {} while (1)")]
    [InlineData("try { while (true) {} } catch (e) { return 5; } finally { while (true) {} }")]
    [InlineData("'use strict'; function f() { return f(); } return f();")]
    [InlineData("var o = {}; o.toString = function() { for (;;); }; return '' + o;")]
    [InlineData("return [1].map(function() { for (;;); });")]
    public void A_loop_without_end_fails_the_document(string statements) => IsStopped(statements);

    [Theory]
    [InlineData("return 'x'.repeat(1e9);")]
    [InlineData("return 'x'.padStart(5e8);")]
    [InlineData("var s = 'x'; for (;;) s += s;")]
    [InlineData("var s = 'x'; for (;;) s = s + s;")]
    [InlineData("var s = 'x'; for (;;) s = `${s}${s}${s}${s}${s}${s}${s}${s}`;")]
    [InlineData("return new Array(2 ** 31);")]
    [InlineData("return Array.from({ length: 1e9 });")]
    [InlineData("return [...{ *[Symbol.iterator]() { for (;;) yield 1; } }];")]
    [InlineData("var a = []; for (;;) a.push('x'.repeat(1000));")]
    [InlineData("var a = {}; for (var i = 0; ; i++) a['k'.repeat(99) + i] = i;")]
    [InlineData("return Array.prototype.fill.call({ length: 2 ** 53 - 1 }, 1);")]
    [InlineData("return Array.prototype.join.call({ length: 2 ** 53 - 1 }, '');")]
    [InlineData("return new Array(1e6).join('x'.repeat(1000)).length;")]
    [InlineData("return many(s).join('').length;")]
    [InlineData("return many({ toString() { return s; } }).join('').length;")]
    [InlineData("return many(s).toString().length;")]
    [InlineData("return ''.concat.apply('', many(s)).length;")]
    [InlineData("return JSON.stringify(many(s)).length;")]
    [InlineData("return JSON.stringify(many({ toJSON() { return s; } })).length;")]
    [InlineData("return s.replace(/x/g, s).length;")]
    [InlineData("return s.replace(/x/g, '$`').length;")]
    [InlineData("return s.replaceAll('x', s).length;")]
    [InlineData("return s.split('x').join(s).length;")]
    [InlineData("return String.raw({ raw: many(s) }).length;")]
    [InlineData("return encodeURIComponent('\\u20ac'.repeat(5e6)).length;")]
    [InlineData("return '\\ufdfa'.repeat(9e6).normalize('NFKD').length;")]
    [InlineData("return {...s};")]
    [InlineData("return {...Object(s)};")]
    [InlineData("var {length, ...rest} = s; return rest;")]
    [InlineData("return (function({...rest}) { return rest; })(s);")]
    [InlineData("for (var k in s) return k;")]
    [InlineData("return (function() { for (var k in this) return k; }).call(s);")]
    [InlineData("return Object.keys(s).length;")]
    [InlineData("return Reflect.ownKeys(Object(s)).length;")]
    [InlineData("return Object.assign({}, s);")]
    [InlineData("return Object.getOwnPropertyDescriptors(s);")]
    [InlineData("return new Array(1e5).fill(s).sort();")]
    [InlineData("return new Array(1e5).fill(s + 'a').indexOf(s + 'b');")]
    [InlineData("return Math.max.apply(null, new Array(10000).fill(s));")]
    [InlineData("var a = [1]; for (var i = 0; i < 60; i++) a = [a, a]; return a.flat(Infinity);")]
    [InlineData("var a = []; a[2 ** 32 - 2] = 1; return a.sort().length;")]
    [InlineData("var a = []; a[2 ** 32 - 2] = 1; return a.concat(a).length;")]
    [InlineData("var a = []; a[2 ** 32 - 2] = 1; return a.join('').length;")]
    [InlineData("return JSON.stringify(many({}), many(0).map((_, i) => 'k' + i));")]
    [InlineData("return JSON.stringify(new String('\\u0001'.repeat(9e6))).length;")]
    public void A_value_without_bounds_fails_the_document(string statements) => IsStopped(
        $"var s = 'x'.repeat(1e5); function many(v) {{ return new Array(10000).fill(v); }} {statements}");

    // All of it is made before another statement runs.
    [Theory]
    [InlineData("s += s", 40)]
    [InlineData("(s + 1).charAt(0)", 40)]
    [InlineData("s + 1 in {}", 40)]
    [InlineData("new Date(s)", 40)]
    [InlineData("`${s}${s}${s}${s}${s}${s}${s}${s}${s}`", 1)]
    [InlineData("[...a]", 40)]
    [InlineData("((...b) => b)(...a)", 40)]
    public void A_statement_that_does_much_at_once_fails_the_document(string expression, int times) => IsStopped(
        "var s = 'x'.repeat(9e6), a = new Array(1e6).fill(1);"
        + $" return [{string.Join(',', Enumerable.Repeat(expression, times))}].length;");

    [Theory]
    [InlineData("function f() { return 1 + f(); } return f();")]
    [InlineData("var o = { get a() { return this.a; } }; return o.a;")]
    [InlineData("return [1].map(function f(x) { return f(x); });")]
    [InlineData("var o = { toString() { return '' + this; } }; return '' + o;")]
    [InlineData("var a = []; for (var i = 0; i < 50000; i++) a = [a]; return a.flat(Infinity);")]
    [InlineData("var o = {}; o.toString = ''.charAt; return '' + o;")]
    [InlineData("var o = {}; o.toString = ''.codePointAt; return '' + o;")]
    [InlineData("var o = {}; o.toString = ''[Symbol.iterator]; return '' + o;")]
    [InlineData("var o = {}; o[Symbol.toPrimitive] = ''.at; return '' + o;")]
    [InlineData("var o = {}; o.length = o; o.valueOf = [].pop; return o.valueOf();")]
    [InlineData("var o = {}; o.length = o; o.valueOf = [].push; return o.valueOf();")]
    [InlineData("var o = {}; o.join = [].toString; return o.join();")]
    [InlineData("var o = {}; o.join = [].toLocaleString; return o.join();")]
    [InlineData("var o = {}; o.name = o; o.toString = Error.prototype.toString; return '' + o;")]
    [InlineData("var o = {}, i = [].values.call(o); o.length = i; i.valueOf = i.next; return i.next();")]
    [InlineData("var o = {}, i = [].values.call(o); o.length = i; i.toString = i.next; i.valueOf = 0; return [...i];")]
    [InlineData("var o = {}, i = [].keys.call(o); o.length = i; i[Symbol.toPrimitive] = i.next; for (const x of i);")]
    [InlineData("var o = {}, flags = Object.getOwnPropertyDescriptor(RegExp.prototype, 'flags').get;"
        + " Object.defineProperty(o, 'global', { get: flags }); return o.global;")]
    public void Recursion_without_end_fails_the_document_and_not_the_process(string statements) =>
        GivesNothing($"function() {{ {statements} }}", InterpreterFailure);

    // Where the engine closes an iterator, or goes on into another generator, it throws on what it caught, and each
    // such place takes much stack as long as an exception is under way.
    [Theory]
    [InlineData("function* g() { try { yield* g(); } catch (e) { while (true); } } for (const x of g());")]
    [InlineData("function* g() { try { yield* g(); } catch (e) { throw 1; } } for (const x of g());")]
    [InlineData("function f() { try { var [a = f()] = []; } catch (e) { while (true); } } f();")]
    [InlineData("function f() { try { var [a = f()] = []; } catch (e) { throw 1; } } f();")]
    [InlineData("function f() { try { Array.from([1], f); } catch (e) { while (true); } } f();")]
    [InlineData("function f() { try { new Set(endless(f)); } catch (e) { while (true); } } f();")]
    [InlineData("function f() { try { return [...endless(f)]; } catch (e) { while (true); } } f();")]
    [InlineData("const f = () => [...endless(f)]; f();")]
    [InlineData("const f = () => { return [...endless(f)]; }; f();")]
    [InlineData("const o = endless(() => ({ get value() { return [...o]; } })); return [...o];")]
    [InlineData("const o = { [Symbol.iterator]: [].values, get length() { return [...o]; } }; return [...o];")]
    [InlineData("function f() { var [[[[[[a = f()]]]]]] = [[[[[[]]]]]]; } f();")]
    [InlineData("function f() { try { f(); } catch (e) { while (true); } }"
        + " function* g(n) { if (n > 0) { yield* g(n - 1); } else f(); } for (const x of g(20));")]
    public void An_exception_from_the_depth_fails_the_document_and_not_the_process(string statements) => GivesNothing(
        $$"""
        function() {
            function endless(next) { return { [Symbol.iterator]() { return { next }; } }; }
            {{statements}}
        }
        """,
        InterpreterFailure);

    // Parameters come before the first statement. What the language brings of iterators looks at nothing.
    [Theory]
    [InlineData("function f(a = f()) {} f();")]
    [InlineData("const f = (...[a = f()]) => 1; f();")]
    [InlineData("const s = new Set([undefined]); function f([a = f()] = s) {} f();")]
    [InlineData("function f([a = f()] = [].values()) {} f();")]
    [InlineData("own.next = f; function f([a] = own) {} f();")]
    [InlineData("own.next = f; function f(a = [...own]) {} f();")]
    [InlineData("own.next = (a = new Set(own)) => 1; own.next();")]
    [InlineData("own.next = (...{ [[...own]]: a }) => 1; own.next();")]
    [InlineData("own.next = (...{ [key]: a }) => 1; const key = { toString: own.next }; own.next();")]
    [InlineData("class A { constructor(a = new A()) {} } new A();")]
    [InlineData("class A { f({ a: { b = this.f() } } = { a: {} }) {} } new A().f();")]
    public void Parameters_that_call_without_end_fail_the_document_and_not_the_process(string statements) =>
        Assert.Contains(
            "functions call each other too deep",
            FailureOf(
                "function() { const own = Object.create(Object.getPrototypeOf(Object.getPrototypeOf([].values())));"
                + $" {statements} }}"),
            StringComparison.Ordinal);

    // What exceptions take that are thrown on by iterators that are closed is more than the usual 8 MiB.
    [Fact]
    public void Threads_have_the_stack_that_exceptions_take()
    {
        const string Setting = "System.Threading.DefaultStackSize";
        var server = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "wiresp.runtimeconfig.json"));

        Assert.Equal("33554432", $"{AppContext.GetData(Setting)}");
        Assert.Contains($"\"{Setting}\": 33554432", server, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_may_go_as_deep_as_documents() =>
        Gives("function() { function f(n) { return n > 0 ? 1 + f(n - 1) : 0; } return f(200); }", "200.0");

    [Theory]
    [InlineData("return /^(a+)+$/.test('a'.repeat(40) + 'b');")]
    [InlineData("for (;;) { try { /^(a+)+$/.test('a'.repeat(40) + 'b'); } catch (e) {} }")]
    [InlineData("return new RegExp('^(a+)+$').exec('a'.repeat(40) + 'b');")]
    [InlineData("return ('a'.repeat(40) + 'b').replace(/^(a+)+$/, '');")]
    public void A_regular_expression_that_backtracks_without_end_is_stopped(string statements)
    {
        GivesNothing($"function() {{ {statements} }}", InterpreterFailure);
        Assert.Contains(
            "took longer than 250 ms", FailureOf($"function() {{ {statements} }}"), StringComparison.Ordinal);
    }

    // What calls functions of the language, or searches again and again, runs no statement meanwhile.
    [Theory]
    [InlineData("for (let i = 0; i < 100; i++) 'x'.indexOf('y');")]
    [InlineData("'a'.repeat(100).match(/a/g);")]
    [InlineData("'a'.repeat(100).split(/a/);")]
    [InlineData("'a'.repeat(100).replace(/a/g, '');")]
    [InlineData("'a'.repeat(100).replace(/a/g, String);")]
    [InlineData("new Array(100).fill('1').map(Number);")]
    [InlineData("new Array(100).fill('1').every(parseFloat);")]
    [InlineData("new Array(100).fill('1').map(/x/.exec, /x/);")]
    [InlineData("/a/.exec('b') || /b/.exec('c') || /a/.exec('b') || /b/.exec('c') || /a/.exec('b') || /b/.exec('c')"
        + " || /a/.exec('b') || /b/.exec('c') || /a/.exec('b') || /b/.exec('c') || /a/.exec('b') || /b/.exec('c')"
        + " || /a/.exec('b') || /b/.exec('c') || /a/.exec('b') || /b/.exec('c') || /a/.exec('b') || /b/.exec('c');")]
    [InlineData("new Array(100).fill(' ').map(Function.prototype.call, String.prototype.trimStart);")]
    [InlineData("Array.from(new Array(100), Boolean);")]
    [InlineData("Object.groupBy(new Array(100).fill('1'), String);")]
    [InlineData("new Set(new Array(100).fill('1'));")]
    [InlineData("new Array(100).fill(1).map(Object.bind(null, 1));")]
    public void What_takes_long_is_stopped_by_the_clock(string statements)
    {
        // Each time somebody looks at this clock, two seconds have passed.
        var compilation = new CompileContext();
        var compiled = ExpressionCompiler.Compile(
            ExtendedJson.ParseValue(Expression($"() => {{ {statements} }}")), compilation);
        var context = compilation.CreateEvaluationContext(new SlowClock());
        context.Begin(BsonDocument.Empty);

        Assert.Equal(TimeIsUp, Assert.Throws<EvaluationException>(() => compiled.Evaluate(context)).Code);
    }

    [Fact]
    public void All_functions_of_a_document_have_one_budget() => Fails(
        $$"""
        { "$map": { "input": { "$range": [0, 1000] }, "in":
            {{Expression("() => { for (let i = 0; i < 10000; i++); }")}} } }
        """,
        BudgetIsSpent);

    [Fact]
    public void The_next_document_finds_everything_in_order() =>
        Assert.Equal(
            ["146", """{"$numberDouble":"1.0"}""", "139", """{"$numberDouble":"1.0"}""", "146",
                """{"$numberDouble":"1.0"}"""],
            InTurn(
                "() => { while (true); }", "() => 1", "() => { throw 1; }", "() => 1", "() => 'x'.repeat(1e9)",
                "() => 1"));

    // What is told of an error runs no code of whoever threw it, nor of the language on his behalf.
    [Theory]
    [InlineData("throw Object.defineProperty({}, 'message', { get: JSON.parse });")]
    [InlineData("throw { name: 'x', get message() { throw 1; } };")]
    public void An_error_that_is_none_fails_the_document(string statements) =>
        GivesNothing($"function() {{ {statements} }}", InterpreterFailure);

    // Another engine costs as much as thousands of calls.
    [Theory]
    [InlineData("() => 1", false)]
    [InlineData("() => { throw 1; }", false)]
    [InlineData("() => () => 1", false)]
    [InlineData("() => ({ d: new Date(NaN) })", false)]
    [InlineData("() => { while (true); }", true)]
    [InlineData("() => ({ get a() { while (true); } })", true)]
    public void Only_a_call_that_was_cut_short_spends_the_engine(string body, bool isSpent)
    {
        var engine = new ScriptEngine(TimeProvider.System);
        var context = new EvaluationContext(0, 0, TimeProvider.System) { StepsMax = 1000 };
        context.Begin(BsonDocument.Empty);

        _ = Record.Exception(() => engine.Call(ScriptBody.Parse(body), [], context));

        Assert.Equal(isSpent, engine.IsSpent);
    }

    // An iterator that is made of the language's own functions, and gives the same value again and again.
    [Theory]
    [InlineData("new Set(endless(1))")]
    [InlineData("new Map(endless([1, 1]))")]
    [InlineData("new WeakMap(endless([{}, 1]))")]
    [InlineData("Object.fromEntries(endless([1, 1]))")]
    [InlineData("Map.groupBy(endless(1), Number)")]
    [InlineData("Math.max(...endless(1))")]
    public void An_iterator_without_end_fails_the_document(string expression) => IsStopped(
        "function endless(value) { const same = Object.prototype.valueOf;"
        + $" return {{ next: same, [Symbol.iterator]: same, value, done: false }}; }} return {expression};");

    private static void IsStopped(string statements) =>
        GivesNothing($"function() {{ {statements} }}", BudgetIsSpent);

    private sealed class SlowClock : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => _now += 2 * TimestampFrequency;
    }
}
