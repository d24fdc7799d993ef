using FsCheck.Fluent;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Accumulators;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class CustomAccumulatorTests : AccumulatorTests
{
    private const string Name = "$accumulator";

    private const string Sum =
        """
        { "init": "() => ({ n: 0, sum: 0 })", "accumulate": "(s, v) => ({ n: s.n + 1, sum: s.sum + v })",
          "accumulateArgs": ["$v"], "merge": "(a, b) => ({ n: a.n + b.n, sum: a.sum + b.sum })", "lang": "js" }
        """;

    [Theory]
    [InlineData("""[{ "v": 1 }, { "v": 2 }, { "v": 4 }]""", """{ "n": 3.0, "sum": 7.0 }""")]
    [InlineData("""[{ "v": 0.5 }]""", """{ "n": 1.0, "sum": 0.5 }""")]
    [InlineData("[]", """{ "n": 0.0, "sum": 0.0 }""")]
    public void Returns(string documents, string expected) => Accumulates(Name, Sum, documents, expected);

    // Whatever a state is, it comes back as it was: also what snapshots could take for no state.
    [Theory]
    [InlineData("""[{ "v": null }]""", "null")]
    [InlineData("""[{ "v": [] }]""", "[]")]
    [InlineData("""[{ "v": { "code": 1, "reason": "x" } }]""", """{ "code": 1, "reason": "x" }""")]
    [InlineData("""[{ "v": { "$oid": "0123456789abcdef01234567" } }]""", """{ "$oid": "0123456789abcdef01234567" }""")]
    [InlineData("""[{ "v": { "$numberLong": "9007199254740993" } }, { "v": "b" }]""", "\"b\"")]
    [InlineData(
        """[{ "v": { "$binary": { "base64": "", "subType": "c0" } } }]""",
        """{ "$binary": { "base64": "", "subType": "c0" } }""")]
    public void States_are_values_of_any_type(string documents, string expected) => Accumulates(
        Name,
        """
        { "init": { "$code": "function() {}" }, "accumulate": { "$code": "function(s, v) { return v; }" },
          "accumulateArgs": ["$v"], "merge": { "$code": "function(a, b) { return b; }" }, "lang": "js" }
        """,
        documents,
        expected);

    [Theory]
    [InlineData("[]", 14)]
    [InlineData("{}", 40414)]
    [InlineData("""{ "init": "() => 0", "lang": "js" }""", 40414)]
    [InlineData(
        """{ "init": "() => 0", "accumulate": "s => s", "accumulateArgs": [], "lang": "js" }""", 40414)]
    [InlineData(
        """{ "init": "() => 0", "accumulate": "s => s", "accumulateArgs": [], "merge": "a => a" }""", 40414)]
    [InlineData("""{ "initial": "() => 0" }""", 40415)]
    public void Rejects(string argument, int code) => Fails(Name, argument, code);

    [Theory]
    [InlineData("init", "1", 14)]
    [InlineData("accumulate", "null", 14)]
    [InlineData("merge", "\"1 +\"", 139)]
    [InlineData("finalize", "\"function* () {}\"", 139)]
    [InlineData("accumulateArgs", "1", 14)]
    [InlineData("accumulateArgs", "\"$$nobody\"", 17276)]
    [InlineData("initArgs", "1", 14)]
    [InlineData("initArgs", """[{ "$function": { "body": "() => 1", "args": [], "lang": "js" } }]""", 14)]
    [InlineData("lang", "\"python\"", 31419)]
    public void Unverified_a_wrong_argument_is_refused_with_the_codes_of_function_where_it_stands(
        string field, string value, int code)
    {
        var text = ExtendedJson.Parse(Sum);
        var argument = new BsonDocumentBuilder();
        foreach (var element in text)
        {
            if (element.Name != field)
            {
                argument.Add(element.Name, element.Value);
            }
        }

        argument.Add(field, ExtendedJson.ParseValue(value));
        var error = Assert.Throws<ExpressionSyntaxException>(() => AccumulatorCompiler.Compile(
            Name, BsonValue.FromDocument(argument.ToDocument()), new CompileContext()));

        Assert.Equal(code, error.Code);
        Assert.StartsWith($"$accumulator.{field}", error.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[{ "v": "throw" }]""", 139)]
    [InlineData("""[{ "v": "function" }]""", 139)]
    [InlineData("""[{ "v": "deep" }]""", 139)]
    [InlineData("""[{ "v": "for ever" }]""", 146)]
    [InlineData("""[{ "v": "long" }]""", 10334)]
    public void A_document_may_fail(string documents, int code) => Fails(
        Name,
        """
        { "init": "() => 0", "accumulateArgs": ["$v"], "merge": "a => a", "lang": "js",
          "accumulate": "(s, v) => { switch (v) { case 'throw': throw new Error('x'); case 'function': return () => 1; case 'deep': let o = {}; for (let i = 0; i < 500; i++) o = { o }; return o; case 'for ever': while (true); case 'long': return 'x'.repeat(17 * 1024 * 1024); } }" }
        """,
        code,
        documents);

    [Fact]
    public void A_failure_says_which_function_failed()
    {
        var run = new Columns(Sum.Replace("(s, v) =>", "(s, v) => v.x.y && ", StringComparison.Ordinal));

        var error = Assert.Throws<EvaluationException>(() => run.Add(run.Create(), 1));

        Assert.StartsWith("accumulate of $accumulator threw TypeError", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_merge_is_told_by_the_result_and_outlives_a_restore()
    {
        var run = new Columns(Sum.Replace("(a, b) =>", "(a, b) => a.no.n && ", StringComparison.Ordinal));
        var left = run.Add(run.Create(), 1);
        left.Merge(0, run.Add(run.Create(), 2), 0);
        var restored = run.Create();
        restored.Restore(0, Columns.Snapshot(left));
        var copied = run.Create();
        copied.Merge(0, restored, 0);

        foreach (var one in new[] { left, restored, copied })
        {
            var error = Assert.Throws<EvaluationException>(() => run.Result(one));
            Assert.Equal(139, error.Code);
            Assert.StartsWith("merge of $accumulator threw", error.Message, StringComparison.Ordinal);
            Assert.Throws<EvaluationException>(() => run.Add(one, 3));
        }
    }

    [Fact]
    public void States_are_accounted_with_their_bytes()
    {
        var run = new Columns(
            """
            { "init": "() => ''", "accumulate": "(s, v) => 'x'.repeat(v)", "accumulateArgs": ["$v"],
              "merge": "(a, b) => a + b", "lang": "js" }
            """);
        var columns = run.Create();
        var empty = columns.StateBytes;

        run.Add(columns, 100_000);
        Assert.InRange(columns.StateBytes - empty, 100_000, 100_100);

        columns.Forget(0);
        Assert.Equal(empty, columns.StateBytes);
    }

    [Fact]
    public void However_documents_are_split_and_parts_are_merged_the_result_is_that_of_one_pass()
    {
        var run = new Columns(Sum);
        Property.Holds(
            Prop.ForAll(
                Gen.Choose(-1000, 1000).Zip(Gen.Choose(0, 3)).ListOf().ToArbitrary(),
                rows =>
                {
                    var whole = run.Create();
                    var parts = Enumerable.Range(0, 4).Select(_ => run.Create()).ToArray();
                    foreach (var (value, part) in rows)
                    {
                        run.Add(whole, value);
                        run.Add(parts[part], value);
                    }

                    var restored = run.Create();
                    restored.Restore(0, Columns.Snapshot(parts[3]));
                    parts[2].Merge(0, restored, 0);
                    parts[0].Merge(0, parts[1], 0);
                    parts[2].Merge(0, parts[0], 0);
                    return run.Result(whole) == run.Result(parts[2]);
                }),
            cases: 50);
    }

    private sealed class Columns
    {
        private readonly CompileContext _compilation = new();
        private readonly AccumulatorPlan _plan;
        private readonly EvaluationContext _context;

        public Columns(string argument)
        {
            _plan = AccumulatorCompiler.Compile(Name, ExtendedJson.ParseValue(argument), _compilation);
            _context = _compilation.CreateEvaluationContext(TimeProvider.System);
        }

        public AccumulatorColumns Create()
        {
            var columns = _plan.CreateColumns();
            columns.RunIn(_context);
            columns.EnsureGroups(1);
            return columns;
        }

        public AccumulatorColumns Add(AccumulatorColumns columns, int value)
        {
            _context.Begin(new BsonDocumentBuilder { { "v", value } }.ToDocument());
            _compilation.Fields.Read(_context);
            columns.Add(0, _context);
            return columns;
        }

        public string Result(AccumulatorColumns columns)
        {
            _context.Begin(BsonDocument.Empty);
            return ExtendedJson.Format(columns.Result(0, _context), ExtendedJsonOptions.Canonical);
        }

        public static BsonValue Snapshot(AccumulatorColumns columns)
        {
            var writer = new BsonWriter();
            var start = writer.BeginDocument();
            columns.Snapshot(0, "s"u8, writer);
            writer.End(start);
            return writer.ToDocument()["s"];
        }
    }
}
