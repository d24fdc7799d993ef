using System.Text;
using WireSP.Bson;
using WireSP.TestKit.Bson;

namespace WireSP.Tests.Bson;

public class ExtendedJsonTests
{
    // Elements as bytes, canonical text, relaxed text where it differs.
    public static TheoryData<string, string, string?> Types => new()
    {
        { "01 'v' 00 000000000000F03F", """{"$numberDouble":"1.0"}""", "1.0" },
        { "01 'v' 00 0000000000000080", """{"$numberDouble":"-0.0"}""", "-0.0" },
        { "01 'v' 00 000000000000F8BF", """{"$numberDouble":"-1.5"}""", "-1.5" },
        { "01 'v' 00 81E97DF41022B143", """{"$numberDouble":"1.2345678901234568E+18"}""", "1.2345678901234568E+18" },
        { "01 'v' 00 000000000000F8FF", """{"$numberDouble":"NaN"}""", null },
        { "01 'v' 00 000000000000F07F", """{"$numberDouble":"Infinity"}""", null },
        { "01 'v' 00 000000000000F0FF", """{"$numberDouble":"-Infinity"}""", null },
        { "02 'v' 00 02000000 'b' 00", "\"b\"", null },
        { "02 'v' 00 07000000 'a' 22 5C 0A 01 7F 00", "\"a\\\"\\\\\\n\\u0001\u007f\"", null },
        { "02 'v' 00 0C000000 'é日😀é' 00", "\"é日😀é\"", null },
        { "03 'v' 00 05000000 00", "{}", null },
        { "03 'v' 00 0B000000 10 00 01000000 00", """{"":{"$numberInt":"1"}}""", """{"":1}""" },
        { "04 'v' 00 05000000 00", "[]", null },
        { "04 'v' 00 0C000000 10 '0' 00 0A000000 00", """[{"$numberInt":"10"}]""", "[10]" },
        { "05 'v' 00 00000000 00", """{"$binary":{"base64":"","subType":"00"}}""", null },
        { "05 'v' 00 02000000 80 FFFF", """{"$binary":{"base64":"//8=","subType":"80"}}""", null },
        { "05 'v' 00 06000000 02 02000000 FFFF", """{"$binary":{"base64":"//8=","subType":"02"}}""", null },
        { "06 'v' 00", """{"$undefined":true}""", null },
        { "07 'v' 00 56E1FC72E0C917E9C4714161", """{"$oid":"56e1fc72e0c917e9c4714161"}""", null },
        { "08 'v' 00 01", "true", null },
        { "08 'v' 00 00", "false", null },
        { "09 'v' 00 0000000000000000", """{"$date":{"$numberLong":"0"}}""", """{"$date":"1970-01-01T00:00:00Z"}""" },
        { "09 'v' 00 C5D8D6CC3B010000", """{"$date":{"$numberLong":"1356351330501"}}""",
            """{"$date":"2012-12-24T12:15:30.501Z"}""" },
        { "09 'v' 00 C33CE7B9BDFFFFFF", """{"$date":{"$numberLong":"-284643869501"}}""", null },
        { "09 'v' 00 00DC1FD277E60000", """{"$date":{"$numberLong":"253402300800000"}}""", null },
        { "09 'v' 00 FFDB1FD277E60000", """{"$date":{"$numberLong":"253402300799999"}}""",
            """{"$date":"9999-12-31T23:59:59.999Z"}""" },
        { "0A 'v' 00", "null", null },
        { "0B 'v' 00 'a\"b' 00 'im' 00", """{"$regularExpression":{"pattern":"a\"b","options":"im"}}""", null },
        { "0C 'v' 00 02000000 'b' 00 56E1FC72E0C917E9C4714161",
            """{"$dbPointer":{"$ref":"b","$id":{"$oid":"56e1fc72e0c917e9c4714161"}}}""", null },
        { "0D 'v' 00 02000000 'f' 00", """{"$code":"f"}""", null },
        { "0E 'v' 00 02000000 'f' 00", """{"$symbol":"f"}""", null },
        { "0F 'v' 00 16000000 02000000 'f' 00 0C000000 10 'x' 00 01000000 00",
            """{"$code":"f","$scope":{"x":{"$numberInt":"1"}}}""", """{"$code":"f","$scope":{"x":1}}""" },
        { "10 'v' 00 00000080", """{"$numberInt":"-2147483648"}""", "-2147483648" },
        { "11 'v' 00 2A00000015CD5B07", """{"$timestamp":{"t":123456789,"i":42}}""", null },
        { "11 'v' 00 FFFFFFFFFFFFFFFF", """{"$timestamp":{"t":4294967295,"i":4294967295}}""", null },
        { "12 'v' 00 FFFFFFFFFFFFFF7F", """{"$numberLong":"9223372036854775807"}""", "9223372036854775807" },
        { "13 'v' 00 01000000000000000000000000003E30", """{"$numberDecimal":"0.1"}""", null },
        { "7F 'v' 00", """{"$maxKey":1}""", null },
        { "FF 'v' 00", """{"$minKey":1}""", null },
    };

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_has_its_canonical_and_relaxed_text(string elements, string canonical, string? relaxed)
    {
        var bytes = HexBytes.Document(elements);
        var document = new BsonDocument(bytes);
        var wrapped = $$"""{"v":{{canonical}}}""";

        Assert.Equal(wrapped, ExtendedJson.Format(document, ExtendedJsonOptions.Canonical));
        Assert.Equal($$"""{"v":{{relaxed ?? canonical}}}""", ExtendedJson.Format(document));
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(ExtendedJson.Parse(wrapped).Span));
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(ExtendedJson.ParseLenient(wrapped).Span));
    }

    [Theory]
    [InlineData("""{"$date":"2012-12-24T12:15:30.501Z"}""", """{"$date":{"$numberLong":"1356351330501"}}""")]
    [InlineData("""{"$date":"2012-12-24T13:15:30.501+01:00"}""", """{"$date":{"$numberLong":"1356351330501"}}""")]
    [InlineData("""{"$date":"2012-12-24T08:45:30.501987-0330"}""", """{"$date":{"$numberLong":"1356351330501"}}""")]
    [InlineData("""{"$date":"1960-02-29"}""", """{"$date":{"$numberLong":"-310521600000"}}""")]
    [InlineData("""{"$date":"0001-01-01T00:00:00Z"}""", """{"$date":{"$numberLong":"-62135596800000"}}""")]
    [InlineData("""{"$date":1356351330501}""", """{"$date":{"$numberLong":"1356351330501"}}""")]
    [InlineData("""{"$binary":"//8=","$type":"00"}""", """{"$binary":{"base64":"//8=","subType":"00"}}""")]
    [InlineData("""{"$type":"5","$binary":"//8="}""", """{"$binary":{"base64":"//8=","subType":"05"}}""")]
    [InlineData("""{"$binary":"//8=","$type":"ffffff80"}""", """{"$binary":{"base64":"//8=","subType":"80"}}""")]
    [InlineData("""{"$binary":"//8=","$type":2}""", """{"$binary":{"base64":"//8=","subType":"02"}}""")]
    [InlineData("""{"$uuid":"00112233-4455-6677-8899-aabbccddeeff"}""",
        """{"$binary":{"base64":"ABEiM0RVZneImaq7zN3u/w==","subType":"04"}}""")]
    [InlineData("""{"$regex":"^a","$options":"mi"}""", """{"$regularExpression":{"pattern":"^a","options":"im"}}""")]
    [InlineData("""{"$options":"","$regex":"^a"}""", """{"$regularExpression":{"pattern":"^a","options":""}}""")]
    [InlineData("""{"$scope":{},"$code":"f"}""", """{"$code":"f","$scope":{}}""")]
    [InlineData("""{"$timestamp":{"i":42,"t":1}}""", """{"$timestamp":{"t":1,"i":42}}""")]
    [InlineData("""{"$numberDouble":"1"}""", """{"$numberDouble":"1.0"}""")]
    [InlineData("""{"$oid":"56E1FC72E0C917E9C4714161"}""", """{"$oid":"56e1fc72e0c917e9c4714161"}""")]
    public void Older_forms_are_understood(string text, string canonical) =>
        Assert.Equal(canonical, ExtendedJson.Format(ExtendedJson.ParseValue(text), ExtendedJsonOptions.Canonical));

    [Theory]
    [InlineData("""{"$regex":"^a"}""")]
    [InlineData("""{"$regex":"^a","$options":1}""")]
    [InlineData("""{"$regex":{"$regularExpression":{"pattern":"a","options":""}},"$options":"i"}""")]
    [InlineData("""{"$regex":"^a","$options":"i","$ne":"b"}""")]
    [InlineData("""{"$options":"i"}""")]
    [InlineData("""{"$type":"string"}""")]
    [InlineData("""{"$type":["string","double"]}""")]
    [InlineData("""{"$scope":1}""")]
    [InlineData("""{"$ref":"c","$id":{"$oid":"56e1fc72e0c917e9c4714161"},"$db":"d"}""")]
    [InlineData("""{"$numberOfThings":1}""")]
    [InlineData("""{"$gt":5}""")]
    [InlineData("""{"$":5}""")]
    [InlineData("""{"a":1,"$oid":"56e1fc72e0c917e9c4714161"}""")]
    public void What_only_resembles_a_form_stays_a_document(string text) =>
        Assert.Equal(text, ExtendedJson.Format(ExtendedJson.ParseValue(text)));

    [Theory]
    [InlineData("""{"$oid":"56e1fc72e0c917e9c471416"}""")]
    [InlineData("""{"$oid":"56e1fc72e0c917e9c471416g"}""")]
    [InlineData("""{"$oid":5}""")]
    [InlineData("""{"$oid":"56e1fc72e0c917e9c4714161","x":1}""")]
    [InlineData("""{"$numberInt":5}""")]
    [InlineData("""{"$numberInt":"2147483648"}""")]
    [InlineData("""{"$numberInt":"1.0"}""")]
    [InlineData("""{"$numberLong":"9223372036854775808"}""")]
    [InlineData("""{"$numberLong":" 1"}""")]
    [InlineData("""{"$numberDouble":"one"}""")]
    [InlineData("""{"$numberDouble":"1e999"}""")]
    [InlineData("""{"$numberDecimal":"E5"}""")]
    [InlineData("""{"$numberDecimal":"1E+7000"}""")]
    [InlineData("""{"$numberDecimal":"1.00000000000000000000000000000000001"}""")]
    [InlineData("""{"$binary":{"base64":"//8","subType":"00"}}""")]
    [InlineData("""{"$binary":{"base64":"//8=","subType":"100"}}""")]
    [InlineData("""{"$binary":{"base64":"//8="}}""")]
    [InlineData("""{"$binary":"//8="}""")]
    [InlineData("""{"$uuid":"0011223344556677"}""")]
    [InlineData("""{"$date":"yesterday"}""")]
    [InlineData("""{"$date":"2023-02-29T00:00:00Z"}""")]
    [InlineData("""{"$date":"2023-01-01T24:00:00Z"}""")]
    [InlineData("""{"$date":1.5}""")]
    [InlineData("""{"$date":null}""")]
    [InlineData("""{"$timestamp":{"t":1}}""")]
    [InlineData("""{"$timestamp":{"t":-1,"i":0}}""")]
    [InlineData("""{"$timestamp":{"t":4294967296,"i":0}}""")]
    [InlineData("""{"$timestamp":{"t":1,"i":0,"x":0}}""")]
    [InlineData("""{"$regularExpression":{"pattern":"a"}}""")]
    [InlineData("""{"$regularExpression":{"pattern":"a\u0000","options":""}}""")]
    [InlineData("""{"$code":5}""")]
    [InlineData("""{"$code":"f","$scope":5}""")]
    [InlineData("""{"$symbol":5}""")]
    [InlineData("""{"$dbPointer":{"$ref":"b"}}""")]
    [InlineData("""{"$undefined":false}""")]
    [InlineData("""{"$minKey":2}""")]
    public void A_form_with_a_wrong_content_is_refused(string text)
    {
        Assert.Throws<BsonFormatException>(() => ExtendedJson.ParseValue(text));
        Assert.Throws<BsonFormatException>(() => ExtendedJson.ParseLenientValue(text));
    }

    [Theory]
    [InlineData("v", "true", "true")]
    [InlineData("$numberDouble", "1.5", "1.5")]
    [InlineData("$numberDouble", "Infinity", "\"Infinity\"")]
    [InlineData("$numberDouble", "-Infinity", "\"-Infinity\"")]
    [InlineData("$numberLong", "5", "5")]
    [InlineData("$numberDecimal", "5.10", "\"5.10\"")]
    [InlineData("$date", "2012-12-24T12:15:30.501Z", "1356351330501")]
    [InlineData("$oid", "56e1fc72e0c917e9c4714161", "\"56e1fc72e0c917e9c4714161\"")]
    [InlineData("$uuid", "00112233-4455-6677-8899-aabbccddeeff", "\"00112233-4455-6677-8899-aabbccddeeff\"")]
    public void The_basic_format_is_plain_JSON(string form, string content, string expected)
    {
        var text = form == "v" ? content : $$"""{"{{form}}":"{{content}}"}""";
        Assert.Equal(expected, ExtendedJson.Format(ExtendedJson.ParseValue(text), ExtendedJsonOptions.Basic));
    }

    [Fact]
    public void The_basic_format_of_composite_types()
    {
        Assert.Equal("1700000000000", Basic("""{"$timestamp":{"t":1700000000,"i":7}}"""));
        Assert.Equal("\"//8=\"", Basic("""{"$binary":{"base64":"//8=","subType":"00"}}"""));
        Assert.Equal(
            """{"pattern":"a","options":"i"}""", Basic("""{"$regularExpression":{"pattern":"a","options":"i"}}"""));
        Assert.Equal("""{"a":[1,{"b":null}]}""", Basic("""{"a":[1,{"b":null}]}"""));

        static string Basic(string text) =>
            ExtendedJson.Format(ExtendedJson.ParseValue(text), ExtendedJsonOptions.Basic);
    }

    [Theory]
    [InlineData(1356351330000, "\"2012-12-24T12:15:30.000Z\"")]
    [InlineData(-1, "\"1969-12-31T23:59:59.999Z\"")]
    [InlineData(951782400000, "\"2000-02-29T00:00:00.000Z\"")]
    [InlineData(253402300800000, "\"+010000-01-01T00:00:00.000Z\"")]
    [InlineData(-62167219200001, "\"-000001-12-31T23:59:59.999Z\"")]
    public void Dates_may_be_plain_ISO_texts_in_every_format(long milliseconds, string expected)
    {
        foreach (var format in Enum.GetValues<ExtendedJsonFormat>())
        {
            Assert.Equal(
                expected,
                ExtendedJson.Format(
                    BsonValue.FromDateTimeMs(milliseconds),
                    new ExtendedJsonOptions(format, ExtendedJsonDates.Iso8601)));
        }
    }

    [Fact]
    public void Names_may_repeat_and_keep_their_order()
    {
        const string Text = """{"b":1,"a":2,"b":3}""";
        Assert.Equal(Text, ExtendedJson.Format(ExtendedJson.Parse(Text)));
        Assert.Equal(Text, ExtendedJson.Format(ExtendedJson.ParseLenient(Text)));
    }

    [Fact]
    public void Long_texts_are_escaped_and_copied_whole()
    {
        for (var length = 0; length < 70; length++)
        {
            for (var at = 0; at < length; at++)
            {
                var text = new StringBuilder(new string('x', length)) { [at] = '"' }.ToString();
                var document = new BsonDocumentBuilder { { text, text } }.ToDocument();
                var json = ExtendedJson.Format(document);
                Assert.Equal(2 * (length + 3) + 3, json.Length);
                Assert.Equal(text, ExtendedJson.Parse(json)[text].AsString);
            }
        }
    }

    [Fact]
    public void Nesting_stops_at_the_limit_both_ways()
    {
        var deepest = Nested(BsonLimits.NestingDepthMax);
        Assert.Equal(deepest, ExtendedJson.Format(ExtendedJson.Parse(deepest)));
        Assert.Equal(deepest, ExtendedJson.Format(ExtendedJson.ParseLenient(deepest)));
        Assert.Equal(deepest, ExtendedJson.Format(ExtendedJson.ParseValue(deepest)));

        var beyond = new BsonDocumentBuilder { { "a", ExtendedJson.Parse(deepest) } }.ToDocument();
        Assert.Throws<BsonFormatException>(() => ExtendedJson.Format(beyond));
        foreach (var depth in (int[])[BsonLimits.NestingDepthMax + 1, 100_000])
        {
            Assert.Throws<BsonFormatException>(() => ExtendedJson.Parse(Nested(depth)));
            Assert.Throws<BsonFormatException>(() => ExtendedJson.ParseLenient(Nested(depth)));
            Assert.Throws<BsonFormatException>(() => ExtendedJson.ParseLenient(new string('[', depth)));
            Assert.Throws<BsonFormatException>(
                () => ExtendedJson.ParseLenientValue(string.Concat(Enumerable.Repeat("Date(", depth))));
        }
    }

    [Fact]
    public void Random_documents_survive_the_canonical_text() => Property.ForAllSeeds(seed =>
    {
        var document = new RandomBson(seed).NextDocument();
        var text = ExtendedJson.Format(document, ExtendedJsonOptions.Canonical);
        var back = ExtendedJson.Parse(text);
        Assert.Equal(text, ExtendedJson.Format(back, ExtendedJsonOptions.Canonical));
        Assert.Equal(0, BsonValueComparer.Compare(document, back));
        Assert.Equal(text, ExtendedJson.Format(ExtendedJson.ParseLenient(text), ExtendedJsonOptions.Canonical));
        _ = ExtendedJson.Parse(ExtendedJson.Format(document));
        _ = ExtendedJson.Parse(ExtendedJson.Format(document, ExtendedJsonOptions.Basic));
    });

    private static string Nested(int levels)
    {
        var text = new StringBuilder();
        for (var i = 1; i < levels; i++)
        {
            _ = text.Append("{\"a\":");
        }

        return text.Append("{}").Append('}', levels - 1).ToString();
    }
}
