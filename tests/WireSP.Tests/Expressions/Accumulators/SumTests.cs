using System.Globalization;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Accumulators;

public class SumTests : AccumulatorTests
{
    private static readonly (string Name, Func<double, double, bool> Holds)[] Comparisons =
    [
        ("$lt", (left, right) => left < right), ("$lte", (left, right) => left <= right),
        ("$gt", (left, right) => left > right), ("$gte", (left, right) => left >= right),
        ("$eq", (left, right) => left == right), ("$ne", (left, right) => left != right),
    ];

    [Theory]
    [InlineData("\"$v\"", """[{ "v": 1 }, { "v": 2 }]""", "3")]
    [InlineData("1", "[{}, {}, {}]", "3")]
    [InlineData("\"$v\"", """[{ "v": "x" }, {}]""", "0")]
    [InlineData("\"$v\"", """[{ "v": 2147483647 }, { "v": 1 }]""", """{ "$numberLong": "2147483648" }""")]
    [InlineData(
        "\"$v\"",
        """[{ "v": { "$numberLong": "9223372036854775807" } }, { "v": 1 }]""",
        """{ "$numberDouble": "9223372036854775808.0" }""")]
    [InlineData("\"$v\"", """[{ "v": 0.1 }, { "v": 0.2 }, { "v": 0.3 }]""", "0.6")]
    [InlineData(
        "\"$v\"",
        """[{ "v": { "$numberDouble": "1e+16" } }, { "v": 1.0 }, { "v": { "$numberDouble": "-1e+16" } }]""",
        "1.0")]
    [InlineData("\"$v\"", """[{ "v": 1 }, { "v": { "$numberLong": "2" } }, { "v": 3.5 }]""", "6.5")]
    [InlineData(
        "\"$v\"",
        """[{ "v": { "$numberDouble": "Infinity" } }, { "v": { "$numberDouble": "-Infinity" } }]""",
        """{ "$numberDouble": "NaN" }""")]
    [InlineData("\"$v\"", """[{ "v": [1, 2] }]""", "0")]
    [InlineData(
        """{ "$cond": [{ "$lt": ["$v", 2] }, 1, 0] }""",
        """[{ "v": 1 }, { "v": 2 }, { "v": { "$numberLong": "0" } }, { "v": 1.5 }, { "v": "x" }, {}]""",
        "4")]
    [InlineData(
        """{ "$cond": [{ "$lt": ["$v", 2] }, { "$numberLong": "1" }, 0] }""",
        """[{ "v": 1 }, { "v": 2 }]""",
        """{ "$numberLong": "1" }""")]
    [InlineData("""{ "$cond": ["$v", 0, 1] }""", """[{ "v": 1 }, {}, { "v": 0 }]""", "2")]
    public void Returns(string argument, string documents, string expected) =>
        Accumulates("$sum", argument, documents, expected);

    [Fact]
    public void A_sum_of_ones_by_a_comparison_is_how_often_it_holds() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var (name, holds) = Comparisons[random.Next(Comparisons.Length)];
        var constant = random.Next(-3, 4);
        var (left, right) = (random.Next(3), random.Next(3));
        List<string> documents = [];
        var count = 0;
        for (var i = 0; i < 12; i++)
        {
            double[] values = [constant, random.Next(-3, 4), random.Next(-3, 4)];
            documents.Add($$"""{ "v": {{Number(values[1], random)}}, "w": {{Number(values[2], random)}} }""");
            count += holds(values[left], values[right]) ? 1 : 0;
        }

        string[] operands = [$"{constant}", "\"$v\"", "\"$w\""];
        Accumulates(
            "$sum",
            $$"""{ "$cond": [{ "{{name}}": [{{operands[left]}}, {{operands[right]}}] }, 1, 0] }""",
            "[" + string.Join(", ", documents) + "]",
            count.ToString(CultureInfo.InvariantCulture));
    });

    [Theory]
    [InlineData("""["$v"]""", 40237, "[{}]")]
    public void Rejects(string argument, int code, string documents) => Fails("$sum", argument, code, documents);

    private static string Number(double value, Random random) => random.Next(3) switch
    {
        0 => value.ToString("0", CultureInfo.InvariantCulture),
        1 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => $$"""{ "$numberLong": "{{value.ToString("0", CultureInfo.InvariantCulture)}}" }""",
    };
}
