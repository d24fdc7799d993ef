using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Matching;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions;

/// <summary>
/// Where we answer otherwise than a server of version 4.4 did, each with the reason. Pages are those of the MongoDB
/// manual, reference/operator/aggregation.
/// </summary>
public class KnownDifferenceTests : ExpressionTests
{
    // Page toString: binary data converts to base64, a UUID to its text; 4.4 had no such conversion.
    [Fact]
    public void A_uuid_converts_to_its_text() =>
        Evaluates(
            """{ "$toString": "$u" }""",
            "\"00112233-4455-6677-8899-aabbccddeeff\"",
            """{ "u": { "$binary": { "base64": "ABEiM0RVZneImaq7zN3u/w==", "subType": "04" } } }""");

    // Page convert: a timestamp converts to the date of its seconds; 4.4 had no such conversion.
    [Fact]
    public void A_timestamp_converts_to_a_date() =>
        Evaluates(
            """{ "$convert": { "input": "$t", "to": "date" } }""",
            """{ "$date": "2020-01-26T00:53:20Z" }""",
            """{ "t": { "$timestamp": { "t": 1580000000, "i": 7 } } }""");

    // Page replaceAll speaks of strings; 4.4 cut a character of several bytes into bytes that are no text.
    [Fact]
    public void An_empty_text_is_replaced_between_characters_and_not_inside_them() =>
        Evaluates(
            """{ "$replaceAll": { "input": "\u00e9x", "find": "", "replacement": "-" } }""", "\"-\u00e9-x-\"");

    // Page ln gives a decimal for a decimal; 4.4 gave a double for the one decimal that is not a number.
    [Fact]
    public void The_logarithm_of_a_decimal_is_a_decimal() =>
        Evaluates(
            """{ "$ln": { "$numberDecimal": "NaN" } }""", """{ "$numberDecimal": "NaN" }""");

    // Pages query/mod and query/bitsAllSet: numbers are truncated, and one that is not whole or beyond 64 bits has no
    // bits and no remainder; 4.4 rounded the decimal 1.5 to 2, and took NaN, infinity and 1e20 for whole numbers.
    [Theory]
    [InlineData("{ n: { $mod: [2, 0] } }", "{ n: NumberDecimal('1.5') }")]
    [InlineData("{ n: { $mod: [1, 0] } }", "{ n: NaN }")]
    [InlineData("{ n: { $mod: [1, 0] } }", "{ n: Infinity }")]
    [InlineData("{ n: { $mod: [-1, 0] } }", "{ n: 1e20 }")]
    [InlineData("{ n: { $bitsAllSet: [1] } }", "{ n: NumberDecimal('1.5') }")]
    [InlineData("{ n: { $bitsAllSet: [] } }", "{ n: NumberDecimal('1.5') }")]
    [InlineData("{ n: { $bitsAnySet: 6 } }", "{ n: NumberDecimal('1.5') }")]
    [InlineData("{ n: { $bitsAllClear: [2] } }", "{ n: NumberDecimal('1.5') }")]
    [InlineData("{ n: { $bitsAnyClear: 1 } }", "{ n: NumberDecimal('1.5') }")]
    public void A_number_that_is_not_whole_is_not_rounded_to_one(string query, string document) =>
        Assert.False(Matches(query, document));

    // Page query/mod: the divisor is one of 64 bits; 4.4 cut it to 32 bits, which made this one -1.
    [Fact]
    public void A_divisor_keeps_its_64_bits() =>
        Assert.False(Matches("{ n: { $mod: [NumberLong('9223372036854775807'), 0] } }", "{ n: 1 }"));

    private static bool Matches(string query, string document)
    {
        var compiled = new CompileContext();
        var predicate = MatchCompiler.Compile(ExtendedJson.ParseLenient(query), compiled);
        var context = compiled.CreateEvaluationContext(TimeProvider.System);
        context.Begin(ExtendedJson.ParseLenient(document));
        compiled.Fields.Read(context);
        return predicate.Matches(context);
    }
}
