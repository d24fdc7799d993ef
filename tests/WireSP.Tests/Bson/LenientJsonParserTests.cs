using WireSP.Bson;

namespace WireSP.Tests.Bson;

public class LenientJsonParserTests
{
    [Theory]
    [InlineData("{a: 1, $b: 'x', _c9: \"y\", 'd-e': null,}", """{"a":1,"$b":"x","_c9":"y","d-e":null}""")]
    [InlineData("{ /* why */ a: [1, 2,], // end\n b: {} };", """{"a":[1,2],"b":{}}""")]
    [InlineData("{a: .5, b: 5., c: +1, d: -1e3, e: 1.5E-2}", """{"a":0.5,"b":5.0,"c":1,"d":-1000.0,"e":0.015}""")]
    [InlineData("{a: NaN, b: Infinity, c: -Infinity}",
        """{"a":{"$numberDouble":"NaN"},"b":{"$numberDouble":"Infinity"},"c":{"$numberDouble":"-Infinity"}}""")]
    [InlineData("{a: undefined, b: true, c: MinKey, d: MaxKey()}",
        """{"a":{"$undefined":true},"b":true,"c":{"$minKey":1},"d":{"$maxKey":1}}""")]
    [InlineData("""{a: 'it\'s', b: "\x41\u00e9\ud83d\ude00"}""", """{"a":"it's","b":"Aé😀"}""")]
    [InlineData("{naïve: 1, 1: 2}", """{"naïve":1,"1":2}""")]
    public void Reads_the_syntax_of_a_shell(string text, string relaxed) =>
        Assert.Equal(relaxed, ExtendedJson.Format(ExtendedJson.ParseLenient(text)));

    [Theory]
    [InlineData("ObjectId('56e1fc72e0c917e9c4714161')", """{"$oid":"56e1fc72e0c917e9c4714161"}""")]
    [InlineData("new ObjectId(\"56e1fc72e0c917e9c4714161\")", """{"$oid":"56e1fc72e0c917e9c4714161"}""")]
    [InlineData("ISODate('2012-12-24T12:15:30.501Z')", """{"$date":{"$numberLong":"1356351330501"}}""")]
    [InlineData("ISODate('2012-12-24')", """{"$date":{"$numberLong":"1356307200000"}}""")]
    [InlineData("new Date(1356351330501)", """{"$date":{"$numberLong":"1356351330501"}}""")]
    [InlineData("UUID('00112233-4455-6677-8899-aabbccddeeff')", """{"$binary":{"base64":"ABEiM0RVZneImaq7zN3u/w==","subType":"04"}}""")]
    [InlineData("UUID('00112233445566778899aabbccddeeff')", """{"$binary":{"base64":"ABEiM0RVZneImaq7zN3u/w==","subType":"04"}}""")]
    [InlineData("BinData(0, '//8=')", """{"$binary":{"base64":"//8=","subType":"00"}}""")]
    [InlineData("HexData(128, 'ffFF')", """{"$binary":{"base64":"//8=","subType":"80"}}""")]
    [InlineData("Timestamp(5, 6)", """{"$timestamp":{"t":5,"i":6}}""")]
    [InlineData("Timestamp({t: 5, i: 6})", """{"$timestamp":{"t":5,"i":6}}""")]
    [InlineData("NumberLong('5')", """{"$numberLong":"5"}""")]
    [InlineData("NumberLong(5)", """{"$numberLong":"5"}""")]
    [InlineData("Long.fromString('5')", null)]
    [InlineData("NumberInt(5.0)", """{"$numberInt":"5"}""")]
    [InlineData("NumberDecimal('5.00')", """{"$numberDecimal":"5.00"}""")]
    [InlineData("Decimal128(\"NaN\")", """{"$numberDecimal":"NaN"}""")]
    [InlineData("Double(5)", """{"$numberDouble":"5.0"}""")]
    [InlineData("/^a[/]\\/b/mi", """{"$regularExpression":{"pattern":"^a[/]\\/b","options":"im"}}""")]
    [InlineData("RegExp('a', 'i')", """{"$regularExpression":{"pattern":"a","options":"i"}}""")]
    [InlineData("Code('f')", """{"$code":"f"}""")]
    [InlineData("Code('f', {x: true})", """{"$code":"f","$scope":{"x":true}}""")]
    [InlineData("Symbol('s')", """{"$symbol":"s"}""")]
    [InlineData("DBPointer('c', ObjectId('56e1fc72e0c917e9c4714161'))", """{"$dbPointer":{"$ref":"c","$id":{"$oid":"56e1fc72e0c917e9c4714161"}}}""")]
    [InlineData("DBRef('c', 'x')", """{"$ref":"c","$id":"x"}""")]
    [InlineData("DBRef('c', 'x', 'd')", """{"$ref":"c","$id":"x","$db":"d"}""")]
    [InlineData("ObjectId()", null)]
    [InlineData("ObjectId('x')", null)]
    [InlineData("NumberInt('2147483648')", null)]
    [InlineData("NumberInt(1.5)", null)]
    [InlineData("Date(2024, 1)", null)]
    [InlineData("frobnicate", null)]
    [InlineData("frobnicate(1)", null)]
    [InlineData("new", null)]
    [InlineData("/abc", null)]
    [InlineData("/abc/g", null)]
    [InlineData("'abc", null)]
    [InlineData("'a\nb'", null)]
    [InlineData("'\\q'", null)]
    [InlineData("'\\ud83d'", null)]
    [InlineData("0x1F", null)]
    [InlineData("1e999", null)]
    [InlineData("1-2", null)]
    [InlineData("[,]", null)]
    [InlineData("{a}", null)]
    [InlineData("{a: 1 b: 2}", null)]
    [InlineData("{'a\\0': 1}", null)]
    [InlineData("/* open", null)]
    [InlineData("1 2", null)]
    [InlineData("", null)]
    [InlineData("HexData(0, 'f')", null)]
    [InlineData("HexData(256, 'ff')", null)]
    public void Reads_constructors_and_refuses_what_it_does_not_know(string text, string? canonical)
    {
        if (canonical is null)
        {
            Assert.Throws<BsonFormatException>(() => ExtendedJson.ParseLenientValue(text));
        }
        else
        {
            Assert.Equal(
                canonical, ExtendedJson.Format(ExtendedJson.ParseLenientValue(text), ExtendedJsonOptions.Canonical));
        }
    }

    [Fact]
    public void A_pipeline_reads_as_it_is_typed()
    {
        const string Text = """
            [{$source: {connectionName: 'solar', timeField: {$dateFromString: {dateString: '$timestamp'}}}},
             {$match: {'obs.watts': {$gt: 100}, id: {$regex: '^a'}}}]
            """;
        Assert.Equal(
            """[{"$source":{"connectionName":"solar","timeField":{"$dateFromString":{"dateString":"$timestamp"}}}},"""
                + """{"$match":{"obs.watts":{"$gt":100},"id":{"$regex":"^a"}}}]""",
            ExtendedJson.Format(ExtendedJson.ParseLenientValue(Text)));
    }

    [Fact]
    public void A_lone_surrogate_in_the_text_is_a_typed_error() =>
        Assert.Throws<BsonFormatException>(() => ExtendedJson.ParseLenient("{a: '\ud83d'}"));
}
