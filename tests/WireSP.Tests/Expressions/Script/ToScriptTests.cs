using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Script;

public class ToScriptTests : ScriptTests
{
    [Theory]
    [InlineData("1.5", "number|1.5")]
    [InlineData("""{ "$numberInt": "7" }""", "number|7")]
    [InlineData("\"h\u00e9\"", "string|h\u00e9")]
    [InlineData("true", "boolean|true")]
    [InlineData("null", "object|null")]
    [InlineData("""{ "$undefined": true }""", "undefined|undefined")]
    [InlineData("""{ "$symbol": "s" }""", "string|s")]
    [InlineData("""[1, "x"]""", "object|1,x")]
    [InlineData("""{ "$numberLong": "9007199254740993" }""", "object|9007199254740993")]
    [InlineData("""{ "$numberDecimal": "1.10" }""", "object|1.10")]
    [InlineData("""{ "$oid": "65f0f0f0030405060708090a" }""", "object|65f0f0f0030405060708090a")]
    [InlineData("""{ "$binary": { "base64": "AQI=", "subType": "00" } }""", "object|AQI=")]
    [InlineData("""{ "$binary": { "base64": "ABEiM0RVZneImaq7zN3u/w==", "subType": "04" } }""",
        "object|00112233-4455-6677-8899-aabbccddeeff")]
    [InlineData("""{ "$timestamp": { "t": 5, "i": 6 } }""", "object|Timestamp(5, 6)")]
    [InlineData("""{ "$regularExpression": { "pattern": "a.b", "options": "i" } }""", "object|/a.b/i")]
    [InlineData("""{ "$regularExpression": { "pattern": "a b", "options": "x" } }""", "object|/a b/x")]
    [InlineData("""{ "$regularExpression": { "pattern": "(?i)a", "options": "" } }""", "object|/(?i)a/")]
    [InlineData("""{ "$code": "f()" }""", "object|f()")]
    [InlineData("""{ "$minKey": 1 }""", "object|MinKey")]
    [InlineData("""{ "$maxKey": 1 }""", "object|MaxKey")]
    public void A_value_of_each_type_has_its_type_and_text(string value, string expected) =>
        Gives("function(v) { return `${typeof v}|${v}`; }", $"\"{expected}\"", "[\"$v\"]", $$"""{ "v": {{value}} }""");

    [Fact]
    public void A_pattern_that_is_too_long_to_be_made_is_passed_on()
    {
        var pattern = $$$"""{ "$regularExpression": { "pattern": "{{{new string('a', 32765)}}}", "options": "" } }""";

        Gives("v => [v, v instanceof RegExp]", $"[{pattern}, false]", "[\"$v\"]", $$"""{ "v": {{pattern}} }""");
    }

    [Theory]
    [InlineData("v.l + 1", "6.0")]
    [InlineData("v.l * v.i", "15.0")]
    [InlineData("v.l > 4 && v.l == 5", "true")]
    [InlineData("v.l.toNumber() === 5", "true")]
    [InlineData("v.l.equals(NumberLong(5))", "true")]
    [InlineData("v.l instanceof NumberLong", "true")]
    [InlineData("v.l.top === 0 && v.l.bottom === 5", "true")]
    [InlineData("v.dec + 1", "2.5")]
    [InlineData("v.o.str === v.o.toHexString()", "true")]
    [InlineData("v.o.getTimestamp().toISOString()", "\"2024-03-13T00:18:56.000Z\"")]
    [InlineData("v.o.equals(ObjectId(v.o.str))", "true")]
    [InlineData("v.d.getFullYear()", "1970.0")]
    [InlineData("v.d.toISOString()", "\"1970-01-01T00:00:01.000Z\"")]
    [InlineData("v.d instanceof Date", "true")]
    [InlineData("v.r.test('xAyBz')", "true")]
    [InlineData("[v.b.type, v.b.len, v.b.hex(), v.b.base64()]", "[0.0, 2.0, \"0102\", \"AQI=\"]")]
    [InlineData("[v.ts.t, v.ts.getInc()]", "[5.0, 6.0]")]
    [InlineData("v.min === MinKey", "true")]
    [InlineData("v.ref.$id", "1.0")]
    [InlineData("JSON.stringify([v.l, v.dec, v.o, v.b, v.ts])",
        "\"[5,\\\"1.5\\\",\\\"65f0f0f0030405060708090a\\\",\\\"AQI=\\\",{\\\"t\\\":5,\\\"i\\\":6}]\"")]
    public void Methods_are_those_that_a_shell_user_knows(string expression, string expected) => Gives(
        $"function(v) {{ return {expression}; }}",
        expected,
        "[\"$$ROOT\"]",
        """
        { "i": 3, "l": { "$numberLong": "5" }, "dec": { "$numberDecimal": "1.5" },
          "o": { "$oid": "65f0f0f0030405060708090a" }, "d": { "$date": { "$numberLong": "1000" } },
          "r": { "$regularExpression": { "pattern": "a.b", "options": "i" } },
          "b": { "$binary": { "base64": "AQI=", "subType": "00" } }, "ts": { "$timestamp": { "t": 5, "i": 6 } },
          "min": { "$minKey": 1 }, "ref": { "$ref": "c", "$id": 1 } }
        """);

    [Fact]
    public void A_method_of_another_type_fails() =>
        GivesNothing("function() { return NumberLong.prototype.toNumber.call({}); }", InterpreterFailure);

    [Fact]
    public void A_field_may_have_any_name() => Gives(
        "function(o) { return [o.__proto__, o['a.b'], o.$x, o[''], Object.keys(o).length]; }",
        """[{ "z": 1 }, 2.0, 3.0, 4.0, 4.0]""",
        "[\"$$ROOT\"]",
        """{ "__proto__": { "z": 1 }, "a.b": 2, "$x": 3, "": 4 }""");

    // A date of JavaScript reaches less far than one of BSON.
    [Fact]
    public void A_date_out_of_reach_is_invalid() => Gives(
        "function(d) { return isNaN(d.getTime()); }", "true", "[\"$d\"]",
        """{ "d": { "$date": { "$numberLong": "9223372036854775807" } } }""");
}
