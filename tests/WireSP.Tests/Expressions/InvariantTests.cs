using FsCheck;
using FsCheck.Fluent;
using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Accumulators;

namespace WireSP.Tests.Expressions;

public class InvariantTests
{
    private static readonly string[] Leaves =
    [
        "null", "true", "false", "0", "-7", "2147483647", "1.5", "-0.25", "\"abc\"", "\"é\"", "\"\"", "[]", "[1, 2, 3]",
        """{ "$literal": { "k": 1 } }""", "\"$missing\"", """{ "$numberLong": "9223372036854775807" }""",
        """{ "$numberDecimal": "1.10" }""", """{ "$date": "2024-02-29T12:34:56.789Z" }""",
    ];

    private static readonly string[] SkippingOperators =
        ["$cond", "$ifNull", "$and", "$or", "$map", "$filter", "$convert"];

    private static readonly string[] Shapes =
    [
        """{ "$add": [@, @] }""", """{ "$subtract": [@, @] }""", """{ "$multiply": [@, @, @] }""",
        """{ "$divide": [@, @] }""", """{ "$cond": [@, @, @] }""", """{ "$ifNull": [@, @] }""", """{ "$eq": [@, @] }""",
        """{ "$cmp": [@, @] }""", """{ "$and": [@, @] }""", """{ "$or": [@, @] }""", """{ "$not": [@] }""",
        """{ "$concat": [@, @] }""", """{ "$toString": [@] }""", """{ "$type": [@] }""", """{ "$isArray": [@] }""",
        """{ "$concatArrays": [@, @] }""", """{ "$size": [@] }""",
        """{ "$in": [@, @] }""", """{ "$setUnion": [@, @] }""",
        """{ "$map": { "input": @, "in": { "$eq": ["$$this", @] } } }""",
        """{ "$filter": { "input": @, "cond": { "$gt": ["$$this", @] } } }""", """{ "x": @, "y": [@, @] }""",
        """{ "$let": { "vars": { "v": @ }, "in": ["$$v", @] } }""", """{ "$mergeObjects": [@, @] }""",
        """{ "$dateToString": { "date": @, "onNull": @ } }""", """{ "$round": [@, @] }""", """{ "$max": [@, @] }""",
        """{ "$sum": [@, @, @] }""", """{ "$convert": { "input": @, "to": "double", "onError": @ } }""",
    ];

    private static readonly string[] Constants = [.. Leaves.Except(["\"$missing\""])];

    // Without those that may pass by what they are given.
    private static readonly string[] CertainShapes =
    [
        .. Shapes.Where(shape => !SkippingOperators.Any(name => shape.Contains(name, StringComparison.Ordinal))),
    ];

    // Sums of these are exact in any order, also where decimals and integers beyond 64 bits come in.
    private static readonly string[] Values =
    [
        "1", "-3", "0.5", "1024.25", "null", "\"a\"", "[1]", "{}", """{ "$numberLong": "9223372036854775807" }""",
        """{ "$numberLong": "-9223372036854775808" }""", """{ "$numberDecimal": "2.50" }""",
        """{ "$numberDouble": "Infinity" }""", """{ "$numberDouble": "NaN" }""",
    ];

    [Fact]
    public void Folding_constants_changes_no_result_of_what_is_compiled() =>
        Property.Holds(Prop.ForAll(
            ExpressionTexts(4, Shapes, Leaves).ToArbitrary(),
            text => Outcome(text, foldsConstants: true) is var folded
                && (folded.StartsWith("refused", StringComparison.Ordinal)
                    || folded == Outcome(text, foldsConstants: false))));

    [Fact]
    public void Of_what_is_always_computed_that_alone_is_refused_which_fails() =>
        Property.Holds(Prop.ForAll(
            ExpressionTexts(4, CertainShapes, Constants).ToArbitrary(),
            text =>
            {
                // Of two constants that are wrong, settings are refused first, though documents may meet the other one.
                var (folded, computed) = (Outcome(text, foldsConstants: true), Outcome(text, foldsConstants: false));
                return folded.StartsWith("refused", StringComparison.Ordinal)
                    ? computed.StartsWith("error", StringComparison.Ordinal)
                    : folded == computed;
            }));

    [Theory]
    [InlineData("$sum", "\"$v\"")]
    [InlineData("$sum", "1")]
    [InlineData("$avg", "\"$v\"")]
    [InlineData("$count", "{}")]
    [InlineData("$min", "\"$v\"")]
    [InlineData("$max", "\"$v\"")]
    [InlineData("$first", "\"$v\"")]
    [InlineData("$last", "\"$v\"")]
    [InlineData("$push", "\"$v\"")]
    [InlineData("$addToSet", "\"$v\"")]
    [InlineData("$concatArrays", """{ "$concatArrays": [["$v", "$i"]] }""")]
    [InlineData("$setUnion", """{ "$concatArrays": [["$v", "$i"]] }""")]
    [InlineData("$mergeObjects", """{ "a": "$v" }""")]
    [InlineData("$minN", """{ "input": "$v", "n": 3 }""")]
    [InlineData("$maxN", """{ "input": "$v", "n": 3 }""")]
    [InlineData("$firstN", """{ "input": "$v", "n": 3 }""")]
    [InlineData("$lastN", """{ "input": "$v", "n": 3 }""")]
    [InlineData("$top", """{ "sortBy": { "v": -1 }, "output": ["$v", "$i"] }""")]
    [InlineData("$bottom", """{ "sortBy": { "v": 1 }, "output": ["$v", "$i"] }""")]
    [InlineData("$topN", """{ "n": 3, "sortBy": { "v": -1, "i": 1 }, "output": "$i" }""")]
    [InlineData("$bottomN", """{ "n": 3, "sortBy": { "v": 1 }, "output": "$i" }""")]
    [InlineData("$median", """{ "input": "$v", "method": "approximate" }""")]
    [InlineData("$percentile", """{ "input": "$v", "p": [0.1, 0.9], "method": "approximate" }""")]
    public void Partial_states_merged_in_order_equal_one_pass(string name, string argument) =>
        Property.Holds(Prop.ForAll(
            Gen.ListOf(Gen.Elements(Values)).ToArbitrary(),
            Gen.Choose(0, 12).ToArbitrary(),
            (values, split) =>
                Accumulate(name, argument, values, int.MaxValue) == Accumulate(name, argument, values, split)));

    [Theory]
    [InlineData("$sum")]
    [InlineData("$avg")]
    [InlineData("$min")]
    [InlineData("$max")]
    [InlineData("$first")]
    [InlineData("$last")]
    [InlineData("$stdDevPop")]
    public void Numbers_read_once_for_several_accumulators_add_what_values_add(string name) =>
        Property.Holds(Prop.ForAll(
            Gen.ListOf(Gen.Elements(Values)).ToArbitrary(),
            values => Accumulate(name, "\"$v\"", values, int.MaxValue)
                == Accumulate(name, "\"$v\"", values, int.MaxValue, readsNumbers: true)));

    [Theory]
    [InlineData("$stdDevPop")]
    [InlineData("$stdDevSamp")]
    public void Deviations_merged_in_order_equal_one_pass_but_for_rounding(string name) =>
        Property.Holds(Prop.ForAll(
            Gen.ListOf(Gen.Elements("1", "-3", "0.5", "1024.25", "null")).ToArbitrary(),
            Gen.Choose(0, 12).ToArbitrary(),
            (values, split) => AreClose(
                Accumulate(name, "\"$v\"", values, int.MaxValue), Accumulate(name, "\"$v\"", values, split))));

    private static Gen<string> ExpressionTexts(int depth, string[] shapes, string[] leaves)
    {
        var leaf = Gen.Elements(leaves);
        return depth == 0
            ? leaf
            : Gen.OneOf(
                leaf,
                Gen.Elements(shapes).SelectMany(shape => Fill(shape, ExpressionTexts(depth - 1, shapes, leaves))));
    }

    private static Gen<string> Fill(string shape, Gen<string> operand)
    {
        var at = shape.IndexOf('@', StringComparison.Ordinal);
        return at < 0
            ? Gen.Constant(shape)
            : operand.SelectMany(text => Fill(shape[(at + 1)..], operand).Select(rest => shape[..at] + text + rest));
    }

    private static string Outcome(string text, bool foldsConstants)
    {
        try
        {
            var compilation = new CompileContext { FoldsConstants = foldsConstants };
            var expression = ExpressionCompiler.Compile(ExtendedJson.ParseValue(text), compilation);
            var context = compilation.CreateEvaluationContext(TimeProvider.System);
            context.Begin(BsonDocument.Empty);
            var value = expression.Evaluate(context);
            return value.IsMissing ? "missing" : ExtendedJson.Format(value, ExtendedJsonOptions.Canonical);
        }
        catch (EvaluationException error)
        {
            return $"error {error.Code}";
        }
        catch (ExpressionSyntaxException error)
        {
            return $"refused {error.Code}";
        }
    }

    private static bool AreClose(string left, string right)
    {
        var values = new[] { ExtendedJson.ParseValue(left), ExtendedJson.ParseValue(right) };
        return values[0].Type == values[1].Type
            && (values[0].IsNullish || Math.Abs(values[0].AsDouble - values[1].AsDouble) <= 1e-9);
    }

    private static string Accumulate(
        string name, string argument, IEnumerable<string> values, int split, bool readsNumbers = false)
    {
        var compilation = new CompileContext();
        var plan = AccumulatorCompiler.Compile(name, ExtendedJson.ParseValue(argument), compilation);
        var context = compilation.CreateEvaluationContext(TimeProvider.System);
        var parts = new[] { plan.CreateColumns(), plan.CreateColumns() };
        parts[0].RunIn(context);
        parts[0].EnsureGroups(1);
        parts[1].EnsureGroups(1);
        var index = 0;
        foreach (var value in values)
        {
            context.Begin(ExtendedJson.Parse($$"""{ "v": {{value}}, "i": {{index}} }"""));
            compilation.Fields.Read(context);
            var part = parts[index++ < split ? 0 : 1];
            if (readsNumbers && context.TryReadNumber(part.NumberSlot!.Value, out var type, out var payload))
            {
                part.AddNumber(0, type, payload);
            }
            else
            {
                part.Add(0, context);
            }
        }

        parts[0].Merge(0, parts[1], 0);
        return ExtendedJson.Format(parts[0].Result(0, context), ExtendedJsonOptions.Canonical);
    }
}
