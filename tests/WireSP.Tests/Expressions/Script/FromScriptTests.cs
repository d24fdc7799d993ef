using WireSP.Bson;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Expressions;

namespace WireSP.Tests.Expressions.Script;

public class FromScriptTests : ScriptTests
{
    // What a number of JavaScript becomes is a double, as numbers are there; (unverified) for the server's $function.
    [Theory]
    [InlineData("1", "1.0")]
    [InlineData("0.5", "0.5")]
    [InlineData("-0", "-0.0")]
    [InlineData("NaN", """{ "$numberDouble": "NaN" }""")]
    [InlineData("1 / 0", """{ "$numberDouble": "Infinity" }""")]
    [InlineData("'h\u00e9\ud83d\ude00'", "\"h\u00e9\ud83d\ude00\"")]
    [InlineData("'\\ud800'", "\"\ufffd\"")]
    [InlineData("true", "true")]
    [InlineData("null", "null")]
    [InlineData("[1, [2], {}]", "[1.0, [2.0], {}]")]
    [InlineData("new Array(2)", "[null, null]")]
    [InlineData("new Date(5)", """{ "$date": { "$numberLong": "5" } }""")]
    [InlineData("/a\\/b/gi", """{ "$regularExpression": { "pattern": "a\\/b", "options": "i" } }""")]
    [InlineData("[new Number(5), new String('x'), new Boolean(false)]", "[5.0, \"x\", false]")]
    [InlineData("NumberInt(5)", "5")]
    [InlineData("NumberInt('-5')", "-5")]
    [InlineData("NumberLong('9223372036854775807')", """{ "$numberLong": "9223372036854775807" }""")]
    [InlineData("new NumberLong(3.7)", """{ "$numberLong": "3" }""")]
    [InlineData("NumberLong(2 ** 60)", """{ "$numberLong": "1152921504606846976" }""")]
    [InlineData("NumberLong(-(2 ** 63))", """{ "$numberLong": "-9223372036854775808" }""")]
    [InlineData("NumberDecimal('1.10')", """{ "$numberDecimal": "1.10" }""")]
    [InlineData("NumberDecimal(2)", """{ "$numberDecimal": "2" }""")]
    [InlineData("ObjectId('65f0f0f0030405060708090a')", """{ "$oid": "65f0f0f0030405060708090a" }""")]
    [InlineData("ISODate('2020-01-01T00:00:00Z')", """{ "$date": "2020-01-01T00:00:00Z" }""")]
    [InlineData("BinData(5, 'AQI=')", """{ "$binary": { "base64": "AQI=", "subType": "05" } }""")]
    [InlineData("HexData(0, '0102')", """{ "$binary": { "base64": "AQI=", "subType": "00" } }""")]
    [InlineData("UUID('00112233-4455-6677-8899-aabbccddeeff')",
        """{ "$binary": { "base64": "ABEiM0RVZneImaq7zN3u/w==", "subType": "04" } }""")]
    [InlineData("[ObjectId().str.length, UUID().len]", "[24.0, 16.0]")]
    [InlineData("Timestamp(5, 6)", """{ "$timestamp": { "t": 5, "i": 6 } }""")]
    [InlineData("[MinKey, MaxKey]", """[{ "$minKey": 1 }, { "$maxKey": 1 }]""")]
    [InlineData("DBRef('c', 'x')", """{ "$ref": "c", "$id": "x" }""")]
    [InlineData("Code('f()')", """{ "$code": "f()" }""")]
    [InlineData("Object.create({ inherited: 1 }, { a: { value: 2, enumerable: true }, b: { value: 3 } })",
        """{ "a": 2.0 }""")]
    [InlineData("({ get a() { return 'got'; }, [Symbol('s')]: 1 })", """{ "a": "got" }""")]
    public void A_value_of_each_kind_has_its_type(string expression, string expected) =>
        Gives($"function() {{ return {expression}; }}", expected);

    [Theory]
    [InlineData("function() {}", "a function")]
    [InlineData("Symbol('s')", "a symbol")]
    [InlineData("new Date(NaN)", "an invalid date")]
    [InlineData("new Map()", "a value of the type Map")]
    [InlineData("new Set([1])", "a value of the type Set")]
    [InlineData("new Error('e')", "a value of the type Error")]
    [InlineData("(() => { var a = {}; a.a = a; return a; })()", "an object that contains itself")]
    [InlineData("(() => { var a = []; a[0] = [a]; return a; })()", "an object that contains itself")]
    [InlineData("({ 'a\\0b': 1 })", "an object with a name that contains a null character")]
    [InlineData("new RegExp('a\\0b')", "a regular expression that contains a null character")]
    public void What_no_document_can_hold_fails_the_document(string expression, string what)
    {
        var body = $"function() {{ return {{ v: {expression} }}; }}";

        Assert.StartsWith($"$function gave {what}", FailureOf(body), StringComparison.Ordinal);
        GivesNothing(body, InterpreterFailure);
    }

    [Theory]
    [InlineData("NumberLong('x')")]
    [InlineData("NumberLong('9223372036854775808')")]
    [InlineData("NumberLong(2 ** 63)")]
    [InlineData("NumberLong(NaN)")]
    [InlineData("NumberInt(2147483648)")]
    [InlineData("NumberDecimal('x')")]
    [InlineData("ObjectId('x')")]
    [InlineData("ISODate('x')")]
    [InlineData("BinData(0, '?')")]
    [InlineData("BinData(256, 'AQI=')")]
    [InlineData("UUID('x')")]
    [InlineData("Timestamp(-1, 0)")]
    public void A_constructor_throws_what_a_function_can_catch(string expression)
    {
        GivesNothing($"function() {{ return {expression}; }}", InterpreterFailure);
        Gives(
            $"function() {{ try {{ return {expression}; }} catch (e) {{ return e instanceof TypeError; }} }}", "true");
    }

    // A number that was an int32 stays one where it stood; what is worked out of it is a double.
    // (Unverified) for the server's $function.
    [Fact]
    public void Whole_numbers_keep_the_type_they_had_in_the_object_passed_in() => Gives(
        "function(o) { o.b++; o.c += 0.5; o.d = o.a; o.list.push(4); o.in.x = 9; return o; }",
        """
        { "a": { "$numberInt": "1" }, "b": { "$numberInt": "3" }, "c": 3.5, "list": [1, 2.0, 3, 4.0], "e": 5.0,
          "in": { "x": { "$numberInt": "9" } }, "d": 1.0 }
        """,
        "[\"$$ROOT\"]",
        """{ "a": 1, "b": 2, "c": 3, "list": [1, 2.0, 3], "e": 5.0, "in": { "x": 7 } }""");

    // JavaScript itself lists names that are whole numbers first; a document keeps the order it had.
    [Fact]
    public void Fields_keep_their_order_even_where_names_are_numbers()
    {
        Gives(
            "function(o) { o['1'] = 'new'; return o; }",
            """{ "b": "x", "10": "y", "2": "z", "a": "w", "1": "new" }""",
            "[\"$$ROOT\"]",
            """{ "b": "x", "10": "y", "2": "z", "a": "w" }""");
        Gives(
            "function(o) { return Object.keys(o); }",
            """["2", "10", "b", "a"]""",
            "[\"$$ROOT\"]",
            """{ "b": "x", "10": "y", "2": "z", "a": "w" }""");
    }

    [Fact]
    public void Integers_of_large_documents_stay_integers_by_name()
    {
        var fields = string.Join(", ", Enumerable.Range(0, 200).Select(i => $"\"n{i}\": {(i % 3 == 0 ? "1.0" : "1")}"));

        Gives("function(o) { o.n1 = 'x'; delete o.n2; o.n1 = 2; o.more = 1; return o; }",
            $"{{ {fields.Replace("\"n1\": 1,", "\"n1\": 2,", StringComparison.Ordinal)
                .Replace("\"n2\": 1,", "", StringComparison.Ordinal)}, \"more\": 1.0 }}",
            "[\"$$ROOT\"]",
            $"{{ {fields} }}");
    }

    [Fact]
    public void A_getter_of_what_comes_back_is_charged_like_the_function() =>
        GivesNothing("function() { return { get x() { while (true); } }; }", BudgetIsSpent);

    [Fact]
    public void What_comes_back_may_not_be_larger_than_the_budget() => GivesNothing(
        "function() { var s = 'x'.repeat(1e6), a = []; for (var i = 0; i < 100; i++) a.push(s); return a; }",
        BudgetIsSpent);

    [Fact]
    public void A_document_passed_through_comes_back_byte_for_byte() =>
        Property.ForAllSeeds(seed =>
        {
            var document = Canonical(Representable(new RandomBson(seed).NextDocument()));

            Gives("o => o", document, "[\"$$ROOT\"]", document);
        });

    // JavaScript knows such a date as an invalid one. (Unverified) for the server's $function.
    [Theory]
    [InlineData("d => d", "9223372036854775807")]
    [InlineData("d => { d.setTime(NaN); return d; }", "9223372036854775807")]
    [InlineData("d => { d.setTime(5); return d; }", "5")]
    public void A_date_out_of_reach_comes_back_as_it_was(string body, string ms) => Gives(
        body,
        $$"""{ "$date": { "$numberLong": "{{ms}}" } }""",
        "[\"$d\"]",
        """{ "d": { "$date": { "$numberLong": "9223372036854775807" } } }""");

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("line\\nbreak")]
    public void A_pattern_comes_back_as_it_was_written(string pattern)
    {
        var value = $$"""{ "$regularExpression": { "pattern": "{{pattern}}", "options": "i" } }""";

        Gives("r => r", value, "[\"$r\"]", $$"""{ "r": {{value}} }""");
    }

    // Without what JavaScript has no equal of: symbols, undefined, two fields of one name.
    private static BsonDocument Representable(BsonDocument document)
    {
        var writer = new BsonWriter();
        Write(document, isArray: false, writer);
        return writer.ToDocument();
    }

    private static void Write(BsonDocument document, bool isArray, BsonWriter writer)
    {
        var names = new HashSet<string>();
        var start = writer.BeginDocument();
        foreach (var element in document)
        {
            var value = element.Value;
            if (!names.Add(element.Name))
            {
                continue;
            }

            if (value.Type is BsonType.Document or BsonType.Array)
            {
                writer.WriteHeader(value.Type, element.Name);
                Write(
                    value.Type == BsonType.Array ? value.AsArray.AsDocument : value.AsDocument,
                    value.Type == BsonType.Array,
                    writer);
            }
            else if (IsRepresentable(value))
            {
                writer.WriteValue(element.Name, value);
            }
            else if (isArray)
            {
                writer.WriteValue(element.Name, BsonValue.Null);
            }
        }

        writer.End(start);
    }

    private static bool IsRepresentable(in BsonValue value) => value.Type switch
    {
        BsonType.Symbol or BsonType.Undefined => false,
        _ => true,
    };
}
