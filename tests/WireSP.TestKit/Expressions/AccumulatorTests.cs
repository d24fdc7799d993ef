using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Accumulators;
using Xunit;

namespace WireSP.TestKit.Expressions;

/// <summary>
/// Base of the tests of accumulators. Each case runs in one pass, then with a snapshot and restore in the middle, then
/// split into two partial states that are merged; all three must give the expected result.
/// </summary>
public abstract class AccumulatorTests
{
    private const int Group = 3;

    /// <summary>The accumulator gives that result for the documents of one group, an array in Extended JSON.</summary>
    protected static void Accumulates(string name, string argument, string documents, string expected)
    {
        var canonical = Canonical(ExtendedJson.ParseValue(expected));
        var run = new AccumulatorRun(name, argument);
        var rows = ExtendedJson.ParseValue(documents).AsArray;
        Assert.Equal(canonical, Canonical(run.OnePass(rows)));
        for (var split = 0; split <= rows.Count(); split++)
        {
            Assert.Equal(canonical, Canonical(run.RestoredAt(rows, split)));
            Assert.Equal(canonical, Canonical(run.MergedAt(rows, split)));
        }
    }

    /// <summary>The accumulator is refused, or fails for a document of the group, with that code.</summary>
    protected static void Fails(string name, string argument, int code, string documents = "[{}]")
    {
        try
        {
            var run = new AccumulatorRun(name, argument);
            _ = run.OnePass(ExtendedJson.ParseValue(documents).AsArray);
        }
        catch (EvaluationException error)
        {
            Assert.Equal(code, error.Code);
            return;
        }
        catch (ExpressionSyntaxException error)
        {
            Assert.Equal(code, error.Code);
            return;
        }

        Assert.Fail($"{name} did not fail");
    }

    private static string Canonical(in BsonValue value) => ExtendedJson.Format(value, ExtendedJsonOptions.Canonical);

    private sealed class AccumulatorRun
    {
        private readonly CompileContext _compilation = new();
        private readonly AccumulatorPlan _plan;
        private readonly EvaluationContext _context;

        public AccumulatorRun(string name, string argument)
        {
            _plan = AccumulatorCompiler.Compile(name, ExtendedJson.ParseValue(argument), _compilation);
            _context = _compilation.CreateEvaluationContext(TimeProvider.System);
        }

        public BsonValue OnePass(BsonArray documents) => Result(Add(NewColumns(), documents, 0, int.MaxValue));

        public BsonValue RestoredAt(BsonArray documents, int split)
        {
            var before = Add(NewColumns(), documents, 0, split);
            var writer = new BsonWriter();
            var start = writer.BeginDocument();
            before.Snapshot(Group, "s"u8, writer);
            writer.End(start);
            var after = NewColumns();
            after.Restore(Group, writer.ToDocument()["s"]);
            return Result(Add(after, documents, split, int.MaxValue));
        }

        public BsonValue MergedAt(BsonArray documents, int split)
        {
            var first = Add(NewColumns(), documents, 0, split);
            var second = Add(NewColumns(), documents, split, int.MaxValue);
            first.Merge(Group, second, Group);
            return Result(first);
        }

        private AccumulatorColumns NewColumns()
        {
            var columns = _plan.CreateColumns();
            columns.RunIn(_context);
            columns.EnsureGroups(Group + 1);
            return columns;
        }

        private AccumulatorColumns Add(AccumulatorColumns columns, BsonArray documents, int from, int to)
        {
            var index = 0;
            foreach (var document in documents)
            {
                if (index >= from && index < to)
                {
                    // A copy in bytes that are overwritten afterwards: what is kept must not live in them.
                    var bytes = document.AsDocument.Span.ToArray();
                    _context.Begin(new BsonDocument(bytes));
                    _compilation.Fields.Read(_context);
                    columns.Add(Group, _context);
                    Array.Fill(bytes, (byte)0xEE);
                }

                index++;
            }

            Assert.True(columns.StateBytes >= 0);
            return columns;
        }

        private BsonValue Result(AccumulatorColumns columns)
        {
            _context.Begin(BsonDocument.Empty);
            return columns.Result(Group, _context).Copy();
        }
    }
}
