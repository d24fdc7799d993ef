using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Accumulators;
using WireSP.Expressions.Operators;
using WireSP.Expressions.Runs;
using WireSP.Tests.Expressions.Runs;

namespace WireSP.Tests.Expressions.Accumulators;

public class IntegerColumnsTests
{
    private const int Groups = 12;

    private readonly CompileContext _compilation = new();
    private readonly Expression _argument;
    private readonly EvaluationContext _context;

    public IntegerColumnsTests()
    {
        _argument = ExpressionCompiler.Compile(BsonValue.FromString("$v"), _compilation);
        _context = _compilation.CreateEvaluationContext(TimeProvider.System);
    }

    public static TheoryData<string> Names => ["$sum", "$avg", "$min", "$max"];

    [Theory]
    [MemberData(nameof(Names))]
    public void Whatever_comes_the_results_are_those_of_wide_states(string name) => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var pairs = new Pair[] { NewPair(name), NewPair(name) };
        for (var step = 0; step < 7; step++)
        {
            var (one, other) = random.Next(3) == 0 ? (pairs[1], pairs[0]) : (pairs[0], pairs[1]);
            switch (random.Next(9))
            {
                case 0:
                    one.MergeSome(other, random);
                    break;
                case 1:
                    pairs[0] = RestoredInColumns(name, pairs[0]);
                    break;
                case 2:
                    pairs[1] = RestoredSingly(name, pairs[1]);
                    break;
                case 3:
                    one.Both(columns => columns.Forget(step % Groups));
                    break;
                case 4 when random.Next(3) == 0:
                    one.Both(static columns => columns.Clear());
                    one.Both(static columns => columns.EnsureGroups(Groups));
                    break;
                default:
                    AddAll(one, random);
                    break;
            }

            pairs[0].AssertSame(_context);
            pairs[1].AssertSame(_context);
        }
    });

    [Theory]
    [InlineData("$sum", 8)]
    [InlineData("$avg", 16)]
    [InlineData("$min", 8)]
    [InlineData("$max", 8)]
    public void Integers_take_few_bytes_for_each_group_and_other_values_more_until_all_is_forgotten(
        string name, int bytes)
    {
        var columns = NewPair(name).Narrow;
        Add(columns, 1, BsonValue.FromInt64(-7));
        Add(columns, 2, BsonValue.Null);
        Assert.Equal(16 * bytes, columns.StateBytes);

        Add(columns, 3, BsonValue.FromDouble(0.5));
        var wideBytes = columns.StateBytes;
        columns.Clear();

        Assert.True(wideBytes > 16 * 2 * bytes);
        Assert.Equal(wideBytes - (16 * bytes), columns.StateBytes);
    }

    [Theory]
    [InlineData("$min", long.MaxValue)]
    [InlineData("$max", long.MinValue)]
    public void The_integer_that_none_comes_behind_is_kept(string name, long extreme)
    {
        var pair = NewPair(name);
        pair.Both(columns => Add(columns, 1, BsonValue.FromInt64(extreme)));

        pair.AssertSame(_context);
        Assert.Equal(extreme, pair.Narrow.Result(1, _context).AsInt64);
    }

    [Theory]
    [InlineData("$sum", BsonType.Int32)]
    [InlineData("$avg", BsonType.Null)]
    [InlineData("$min", BsonType.Null)]
    [InlineData("$max", BsonType.Null)]
    public void Groups_without_a_value_have_results_of_one_type_and_others_than_those_with(string name, BsonType type)
    {
        var columns = NewPair(name).Narrow;
        Add(columns, 5, BsonValue.FromInt64(7));

        Assert.Equal(type, columns.Results(0, new long[5], _context));
        Assert.Equal(BsonType.Missing, columns.Results(0, new long[6], _context));
    }

    [Fact]
    public void Sums_that_may_leave_a_long_become_wide_before_they_do()
    {
        var pair = NewPair("$sum");
        for (var i = 0; i < 40; i++)
        {
            pair.Both(columns => Add(columns, 1, BsonValue.FromInt64(1L << 58)));
        }

        pair.AssertSame(_context);
        Assert.Equal(40.0 * (1L << 58), pair.Narrow.Result(1, _context).AsDouble);
    }

    [Fact]
    public void Merging_the_same_state_again_and_again_is_exact()
    {
        var pair = NewPair("$sum");
        pair.Both(columns => Add(columns, 1, BsonValue.FromInt64(3)));
        for (var i = 0; i < 70; i++)
        {
            pair.Both(columns => columns.Merge(1, columns, 1));
        }

        pair.AssertSame(_context);
    }

    private Pair NewPair(string name)
    {
        var pair = name switch
        {
            "$sum" => new Pair(
                StateColumns.Create<SumState, SumRule, long, IntegerSums>(_argument, default, default),
                StateColumns.Create<SumState, SumRule>(_argument, default)),
            "$avg" => new Pair(
                StateColumns.Create<AvgState, AvgRule, IntegerAverage, IntegerAverages>(_argument, default, default),
                StateColumns.Create<AvgState, AvgRule>(_argument, default)),
            _ => ExtremePair(name == "$max" ? 1 : -1),
        };
        pair.Both(static columns => columns.EnsureGroups(Groups));
        return pair;
    }

    private Pair ExtremePair(int sign) => new(
        StateColumns.Create<BsonValue, KeptValueRule<ExtremeRule>, ulong, IntegerExtremes>(
            _argument, new(new(sign)), new(sign)),
        StateColumns.Create<BsonValue, KeptValueRule<ExtremeRule>>(_argument, new(new(sign))));

    private Pair RestoredInColumns(string name, Pair pair)
    {
        int[] groups = [3, 0, 1, 7, 11];
        var restored = NewPair(name);
        var writer = new BsonWriter();
        var start = writer.BeginDocument();
        pair.Narrow.SnapshotColumn(groups, writer);
        writer.End(start);
        var column = writer.ToDocument()[""];
        restored.Both(columns => columns.RestoreColumn(groups, column));
        return restored;
    }

    private Pair RestoredSingly(string name, Pair pair)
    {
        var restored = NewPair(name);
        for (var group = 0; group < Groups; group++)
        {
            var writer = new BsonWriter();
            var start = writer.BeginDocument();
            pair.Narrow.Snapshot(group, "s"u8, writer);
            writer.End(start);
            var state = writer.ToDocument()["s"];
            restored.Both(columns => columns.Restore(group, state));
        }

        return restored;
    }

    private void Add(AccumulatorColumns columns, int group, BsonValue value)
    {
        _context.Begin(new BsonDocumentBuilder { { "v", value } }.ToDocument());
        _compilation.Fields.Read(_context);
        columns.Add(group, _context);
    }

    // Together where they can be read together, else in one of the ways in which they are taken singly.
    private void AddAll(Pair pair, Random random)
    {
        var values = NewValues(random);
        var slices = RunDocuments.Join(
            [.. values.Select(static value => value.IsMissing
                ? new BsonDocumentBuilder { { "w", 1 } }.ToDocument()
                : new BsonDocumentBuilder { { "v", value } }.ToDocument())],
            out var buffer);
        var reader = new RunReader(_compilation.Fields, [new RunInput(_argument, RunInputKind.Number)]);
        for (var at = 0; at < slices.Length; at++)
        {
            var count = reader.Read(_context, buffer, slices.AsSpan(at));
            if (count > 0)
            {
                var groups = random.GetItems(Enumerable.Range(0, Groups).ToArray(), count);
                var skipped = random.Next(count);
                pair.Both(columns => columns.AddRun(groups.AsSpan(skipped), skipped, reader[0], reader));
                at += count;
            }

            if (at < slices.Length)
            {
                _context.Begin(buffer, slices[at].Offset, slices[at].Length);
                _compilation.Fields.Read(_context);
                AddOne(pair, random.Next(Groups), random);
            }
        }
    }

    private void AddOne(Pair pair, int group, Random random)
    {
        var value = _argument.Evaluate(_context);
        if (value.Type is BsonType.Int32 or BsonType.Int64 or BsonType.Double && random.Next(3) == 0)
        {
            pair.Both(columns => columns.AddNumber(group, value.Type, value.Payload));
            return;
        }

        if (random.Next(2) == 0)
        {
            pair.Both(columns => columns.Add(group, _context));
            return;
        }

        pair.Both(columns => columns.Compute(_context));
        pair.Both(columns => columns.Take(group, _context));
    }

    // Mostly of one type, so that columns stay narrow for a while.
    private static BsonValue[] NewValues(Random random)
    {
        var kind = random.Next(12);
        return [.. Enumerable.Range(0, random.Next(1, 90)).Select(_ => random.Next(40) == 0
            ? NewValue(random, random.Next(12))
            : NewValue(random, kind))];
    }

    private static BsonValue NewValue(Random random, int kind) => kind switch
    {
        0 => BsonValue.FromInt32(random.Next(-50, 50)),
        1 => BsonValue.FromInt32(int.MaxValue - random.Next(3)),
        2 => random.Next(2) == 0 ? long.MinValue + random.Next(2) : long.MaxValue - random.Next(2),
        3 => random.NextInt64(-1L << 59, 1L << 59),
        4 => random.Next(3) == 0 ? BsonValue.Null : BsonValue.Missing,
        5 => random.Next(3) == 0 ? BsonValue.FromString("text") : BsonValue.FromDateTimeMs(random.Next(9)),
        6 => BsonValue.FromDouble(random.Next(2) == 0 ? double.NaN : random.Next(-9, 9) / 4.0),
        7 => BsonValue.FromDecimal128(Decimal128.FromInt64(random.Next(-9, 9))),
        8 => random.NextInt64(-1L << 49, 1L << 49),
        _ => BsonValue.FromInt64(random.Next(-1000, 1000)),
    };

    /// <summary>Columns under test, and those that do the same in the plain way.</summary>
    private sealed record Pair(AccumulatorColumns Narrow, AccumulatorColumns Wide)
    {
        public void Both(Action<AccumulatorColumns> act)
        {
            act(Narrow);
            act(Wide);
        }

        public void MergeSome(Pair other, Random random)
        {
            var groups = Enumerable.Range(0, Groups).ToArray();
            random.Shuffle(groups);
            var first = random.Next(Groups);
            var count = random.Next(Groups - first) + 1;
            if (count == 1)
            {
                Narrow.Merge(groups[0], other.Narrow, first);
                Wide.Merge(groups[0], other.Wide, first);
                return;
            }

            Narrow.MergeRun(groups.AsSpan(0, count), other.Narrow, first);
            Wide.MergeRun(groups.AsSpan(0, count), other.Wide, first);
        }

        public void AssertSame(EvaluationContext context)
        {
            var groups = Enumerable.Range(0, Groups).ToArray();
            Assert.Equal(Written(Wide, groups, context), Written(Narrow, groups, context));
            for (var first = 0; first < Groups; first++)
            {
                var payloads = new long[Groups - first];
                var type = Narrow.Results(first, payloads, context);
                for (var i = 0; i < payloads.Length && type != BsonType.Missing; i++)
                {
                    var expected = Wide.Result(first + i, context);
                    Assert.Equal((expected.Type, expected.Payload), (type, payloads[i]));
                }
            }
        }

        private static byte[] Written(AccumulatorColumns columns, int[] groups, EvaluationContext context)
        {
            var writer = new BsonWriter();
            var start = writer.BeginDocument();
            columns.SnapshotColumn(groups, writer);
            foreach (var group in groups)
            {
                columns.Snapshot(group, "s"u8, writer);
                context.Begin(BsonDocument.Empty);
                var result = columns.Result(group, context);
                writer.WriteValue("r"u8, result.IsMissing ? BsonValue.Null : result);
            }

            writer.End(start);
            return writer.Written.ToArray();
        }
    }
}
