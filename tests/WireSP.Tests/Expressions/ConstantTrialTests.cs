using WireSP.Bson;
using WireSP.Expressions;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions;

public class ConstantTrialTests : ExpressionTests
{
    // Values that no operator takes everywhere, for what stands in the pipeline and for what the documents bring.
    private static readonly string[] Values =
    [
        "null", "true", "0", "-1", "200", "2.5", "\"x\"", "\"\"", "[]", "[1]", "{ \"a\": 1 }",
        """{ "$date": "2024-02-29T12:34:56.789Z" }""", """{ "$binary": { "base64": "AAE=", "subType": "00" } }""",
    ];

    private static readonly string[] TriedNames =
        [.. ExpressionTable.Rows.Where(row => row.Trial is not null).Select(row => row.Name)];

    public static TheoryData<string> TriedOperators => [.. TriedNames];

    [Theory]
    [InlineData("{ $dateAdd: { startDate: '$t', unit: 'fortnight', amount: 1 } }", 9, "$dateAdd.unit", "'fortnight'")]
    [InlineData("{ $dateAdd: { startDate: '$t', unit: 5, amount: 1 } }", 5166404, "$dateAdd.unit", "int; found 5")]
    [InlineData(
        "{ $dateSubtract: { startDate: '$t', unit: 'day', amount: 'x' } }",
        5166405, "$dateSubtract.amount", "\"x\"")]
    [InlineData(
        "{ $dateAdd: { startDate: '$t', unit: '$u', amount: 1, timezone: 'Mars' } }",
        40485, "$dateAdd.timezone", "\"Mars\"")]
    [InlineData(
        "{ $dateDiff: { startDate: '$a', endDate: '$b', unit: 'days' } }",
        5439014, "$dateDiff.unit", "'days'")]
    [InlineData(
        "{ $dateDiff: { startDate: '$a', endDate: '$b', unit: 'week', startOfWeek: 'moonday' } }",
        5439016, "$dateDiff.startOfWeek", "'moonday'")]
    [InlineData("{ $dateTrunc: { date: '$t', unit: 'day', binSize: 0 } }", 5439018, "$dateTrunc.binSize", "0")]
    [InlineData(
        "{ $dateTrunc: { date: '$t', unit: 'day', binSize: 1.5 } }",
        5439017, "$dateTrunc.binSize", "found 1.5")]
    [InlineData("{ $dateTrunc: { date: '$t', unit: 'day', timezone: '+5' } }", 40485, "$dateTrunc.timezone", "\"+5\"")]
    [InlineData("{ $dateToString: { date: '$t', format: '%Q' } }", 18536, "$dateToString.format", "%Q")]
    [InlineData("{ $dateToString: { date: '$t', format: '50%' } }", 18535, "$dateToString.format", "\"50%\"")]
    [InlineData("{ $dateToString: { date: '$t', format: 5 } }", 18533, "$dateToString.format", "found 5")]
    [InlineData("{ $dateToString: { date: null, timezone: 'bad' } }", 40485, "$dateToString.timezone", "\"bad\"")]
    [InlineData(
        "{ $dateFromString: { dateString: '$s', format: '%Q', onError: null } }",
        18536, "$dateFromString.format", "%Q")]
    [InlineData(
        "{ $dateFromString: { dateString: '$s', timezone: 'Mars' } }",
        40485, "$dateFromString.timezone", "Mars")]
    [InlineData("{ $dateFromParts: { year: '$y', month: 'May' } }", 40515, "$dateFromParts.month", "\"May\"")]
    [InlineData("{ $dateToParts: { date: '$t', iso8601: 'yes' } }", 40521, "$dateToParts.iso8601", "\"yes\"")]
    [InlineData("{ $hour: { date: '$t', timezone: 'Europe/Berlim' } }", 40485, "$hour.timezone", "Europe/Berlim")]
    [InlineData("{ $isoWeek: { date: '$t', timezone: 2 } }", 40533, "$isoWeek.timezone", "found 2")]
    [InlineData("{ $convert: { input: '$x', to: 'integer' } }", 2, "$convert.to", "integer")]
    [InlineData("{ $convert: { input: '$x', to: 77, onError: 0 } }", 9, "$convert.to", "77")]
    [InlineData(
        "{ $convert: { input: '$x', to: 'binData', format: 'rot13' } }",
        4341100, "$convert.format", "\"rot13\"")]
    [InlineData("{ $regexMatch: { input: '$s', regex: '(' } }", 51111, "$regexMatch.regex", "(")]
    [InlineData("{ $regexFind: { input: '$s', regex: '$r', options: 'q' } }", 51108, "$regexFind.options", "'q'")]
    [InlineData("{ $getField: { field: 5, input: '$d' } }", 3041704, "$getField.field", "found 5")]
    [InlineData("{ $hash: { input: '$s', algorithm: 'crc' } }", 9, "$hash.algorithm", "'crc'")]
    [InlineData("{ $firstN: { n: -1, input: '$a' } }", 5787908, "$firstN.n", "-1")]
    [InlineData("{ $filter: { input: '$a', cond: true, limit: 0 } }", 327392, "$filter.limit", "0")]
    [InlineData("{ $round: ['$n', 200] }", 51083, "$round.1", "200")]
    [InlineData("{ $range: [0, '$n', 0] }", 34449, "$range.2", "0")]
    [InlineData("{ $slice: ['$a', 'x'] }", 28725, "$slice.1", "a field is written \"$x\"")]
    [InlineData("{ $trim: { input: '$s', chars: 5 } }", 50700, "$trim.chars", "found 5")]
    [InlineData("{ $split: ['$s', ''] }", 40087, "$split.1", "empty")]
    [InlineData("{ $substrCP: ['$s', -1, 2] }", 34455, "$substrCP.1", "-1")]
    public void A_setting_that_is_wrong_is_refused_where_it_stands(
        string expression, int code, string path, string part)
    {
        Assert.Contains(part, Refused(expression, code, path), StringComparison.Ordinal);
        _ = Refused($"{{ $cond: ['$never', {expression}, 1] }}", code, $"$cond.1.{path}");
    }

    [Theory]
    [InlineData("{ $in: ['$tag', 'tags'] }", 40081, "$in.1", "a field is written \"$tags\"")]
    [InlineData(
        "{ $filter: { input: 'items', cond: '$$this.ok' } }",
        28651, "$filter.input", "a field is written \"$items\"")]
    [InlineData("{ $multiply: ['price', '$count'] }", 16555, "$multiply.0", "a field is written \"$price\"")]
    [InlineData("{ $map: { input: 'items', as: 'i', in: '$$i' } }", 16883, "$map.input", "written \"$items\"")]
    [InlineData("{ $mergeObjects: ['$a', 5] }", 40400, "$mergeObjects.1", "found 5")]
    public void What_fails_whatever_the_document_has_is_refused(
        string expression, int code, string path, string part) =>
        Assert.Contains(part, Refused(expression, code, path), StringComparison.Ordinal);

    [Theory]
    [InlineData("""{ "$add": ["$missing", "abc"] }""", "null")]
    [InlineData("""{ "$cond": ["$missing", { "$in": ["$missing", "abc"] }, 7] }""", "7")]
    [InlineData(
        """{ "$dateDiff": { "startDate": "$t", "endDate": "$t", "unit": "day", "startOfWeek": "x" } }""",
        "null")]
    [InlineData("""{ "$ltrim": { "input": null, "chars": 5 } }""", "null")]
    [InlineData("""{ "$dateAdd": { "startDate": "$t", "unit": null, "amount": 1 } }""", "null")]
    [InlineData("""{ "$round": [{ "$setUnion": [null, [1]] }, "abc"] }""", "null")]
    [InlineData("""{ "$subtract": ["$missing", { "$date": "2024-01-01T00:00:00Z" }] }""", "null")]
    [InlineData("""{ "$substrBytes": ["é", "$n", 1] }""", "\"\"")]
    public void What_some_documents_make_right_is_compiled(string expression, string expected) =>
        Evaluates(expression, expected, """{ "n": 2 }""");

    [Theory]
    [InlineData("{ $convert: { input: '$a', to: { type: 'binData', subtype: 4 }, format: 'uuid' } }")]
    [InlineData("{ $convert: { input: '$a', to: '$to', format: 'utf8', base: 16, byteOrder: 'big' } }")]
    [InlineData("{ $convert: { input: '$a', to: 'regex', onError: 0 } }")]
    [InlineData("{ $dateAdd: { startDate: '$t', unit: '$u', amount: 9000000000000000 } }")]
    [InlineData("{ $dateFromParts: { isoWeekYear: '$y', isoWeek: 60, isoDayOfWeek: -1, timezone: '-0300' } }")]
    [InlineData("{ $dateFromString: { dateString: '$s', format: '%d.%m.%Y %H:%M:%S.%L %z' } }")]
    [InlineData("{ $dateFromString: { dateString: 'Friday', format: '$f' } }")]
    [InlineData("{ $filter: { input: '$a', as: 'x', cond: { $gt: ['$$x', 1] }, limit: null } }")]
    [InlineData("{ $range: [0, 2000000000, '$step'] }")]
    [InlineData("{ $subtract: [{ $date: '2024-01-01T00:00:00Z' }, '$t'] }")]
    [InlineData("{ $substrBytes: ['$s', 300, 2] }")]
    public void What_suits_some_document_is_compiled(string expression) =>
        Assert.NotNull(ExpressionCompiler.Compile(ExtendedJson.ParseLenientValue(expression), new CompileContext()));

    [Theory]
    [MemberData(nameof(TriedOperators))]
    public void Arguments_that_suit_give_a_value(string name)
    {
        foreach (var arguments in SpecOf(name).Trial!.Suiting)
        {
            // The parts of the calendar and those of ISO 8601 weeks exclude each other.
            var operands = TrialOperand.Pair(arguments, arguments);
            operands.RemoveAll(operand =>
                name == "$dateFromParts" && operand.Name.StartsWith("iso", StringComparison.Ordinal));
            var argument = TrialOperand.ArgumentOf(
                operands, operands, operands.Select(operand => operand.Value), arguments.Type);

            Assert.NotEqual(NoValue, Evaluate(Text(name, argument), "{}", foldsConstants: true));
        }
    }

    [Fact]
    public void What_is_refused_fails_every_document() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        foreach (var name in random.GetItems(TriedNames, 10))
        {
            var trial = SpecOf(name).Trial!;
            var operands = TrialOperand.Pair(trial.Suiting[0], trial.Suiting[0]);
            var written = operands.ConvertAll(operand => (BsonValue)(random.Next(2) == 0
                ? $"$f{operands.IndexOf(operand)}"
                : ExtendedJson.ParseValue(Values[random.Next(Values.Length)])));
            var expression = Text(name, TrialOperand.ArgumentOf(operands, [], written, trial.Suiting[0].Type));
            if (RefusalOf(expression, foldsConstants: true) is { } refusal
                && !trial.Settings.Contains(refusal.Path.Split('.')[^1])
                && RefusalOf(expression, foldsConstants: false) is null)
            {
                var fields = operands.Select((operand, i) => $"\"f{i}\": {NextValue(operand, random)}");
                Assert.Throws<EvaluationException>(
                    () => Evaluate(expression, $"{{ {string.Join(", ", fields)} }}", foldsConstants: false));
            }
        }
    });

    private static string NextValue(TrialOperand operand, Random random) => random.Next(3) == 0
        ? ExtendedJson.Format(operand.Value, ExtendedJsonOptions.Canonical)
        : Values[random.Next(Values.Length)];

    private static string Text(string name, BsonValue argument) =>
        ExtendedJson.Format(new BsonDocumentBuilder { { name, argument } }.ToDocument(), ExtendedJsonOptions.Canonical);

    private static ExpressionSyntaxException? RefusalOf(string expression, bool foldsConstants)
    {
        try
        {
            var context = new CompileContext { FoldsConstants = foldsConstants };
            _ = ExpressionCompiler.Compile(ExtendedJson.ParseValue(expression), context);
            return null;
        }
        catch (ExpressionSyntaxException error)
        {
            return error;
        }
    }

    private static ExpressionSpec SpecOf(string name) =>
        ExpressionTable.TryFind(name, out var row) ? row : throw new KeyNotFoundException(name);
}
