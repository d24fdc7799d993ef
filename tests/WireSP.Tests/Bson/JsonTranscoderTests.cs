using System.Globalization;
using System.Text;
using WireSP.Bson;
using WireSP.TestKit.Bson;

namespace WireSP.Tests.Bson;

public class JsonTranscoderTests
{
    [Theory]
    [InlineData("{}", "{}")]
    [InlineData(" \t\r\n{ \"a\" : 1 , \"b\" : [ 1 , 2 ] } \n", """{"a":{"$numberInt":"1"},"b":[{"$numberInt":"1"},{"$numberInt":"2"}]}""")]
    [InlineData("[]", "{}")]
    [InlineData("[true,[null],\"x\"]", """{"0":true,"1":[null],"2":"x"}""")]
    [InlineData("""{"a":{"b":{"c":[]}}}""", """{"a":{"b":{"c":[]}}}""")]
    [InlineData("""{"a":{"$oid":"56e1fc72e0c917e9c4714161"},"b":2}""",
        """{"a":{"$oid":"56e1fc72e0c917e9c4714161"},"b":{"$numberInt":"2"}}""")]
    [InlineData("""[{"$numberLong":"5"},[{"$minKey":1}]]""", """{"0":{"$numberLong":"5"},"1":[{"$minKey":1}]}""")]
    [InlineData("""{"$set":{"a":1}}""", """{"$set":{"a":{"$numberInt":"1"}}}""")]
    [InlineData("""{"":""}""", """{"":""}""")]
    public void Documents_and_arrays_become_documents(string json, string canonical) =>
        Assert.Equal(canonical, Transcode(json));

    [Theory]
    [InlineData("0", """{"$numberInt":"0"}""")]
    [InlineData("-0", """{"$numberInt":"0"}""")]
    [InlineData("-1", """{"$numberInt":"-1"}""")]
    [InlineData("1234567", """{"$numberInt":"1234567"}""")]
    [InlineData("12345678", """{"$numberInt":"12345678"}""")]
    [InlineData("123456789", """{"$numberInt":"123456789"}""")]
    [InlineData("2147483647", """{"$numberInt":"2147483647"}""")]
    [InlineData("2147483648", """{"$numberLong":"2147483648"}""")]
    [InlineData("-2147483648", """{"$numberInt":"-2147483648"}""")]
    [InlineData("-2147483649", """{"$numberLong":"-2147483649"}""")]
    [InlineData("1700000000123", """{"$numberLong":"1700000000123"}""")]
    [InlineData("999999999999999999", """{"$numberLong":"999999999999999999"}""")]
    [InlineData("9223372036854775807", """{"$numberLong":"9223372036854775807"}""")]
    [InlineData("-9223372036854775808", """{"$numberLong":"-9223372036854775808"}""")]
    [InlineData("9223372036854775808", """{"$numberDouble":"9.223372036854776E+18"}""")]
    [InlineData("123456789012345678901234567890", """{"$numberDouble":"1.2345678901234568E+29"}""")]
    [InlineData("1.0", """{"$numberDouble":"1.0"}""")]
    [InlineData("-0.0", """{"$numberDouble":"-0.0"}""")]
    [InlineData("0.1", """{"$numberDouble":"0.1"}""")]
    [InlineData("-12.5e2", """{"$numberDouble":"-1250.0"}""")]
    [InlineData("1E5", """{"$numberDouble":"100000.0"}""")]
    [InlineData("1e-7", """{"$numberDouble":"1E-07"}""")]
    [InlineData("1e23", """{"$numberDouble":"1E+23"}""")]
    [InlineData("9007199254740993.0", """{"$numberDouble":"9007199254740992.0"}""")]
    [InlineData("5e-324", """{"$numberDouble":"5E-324"}""")]
    [InlineData("1e-999", """{"$numberDouble":"0.0"}""")]
    [InlineData("0.00000000000000000000000000000000000000001", """{"$numberDouble":"1E-41"}""")]
    [InlineData("3.141592653589793238462643383279", """{"$numberDouble":"3.141592653589793"}""")]
    [InlineData("1.7976931348623157e308", """{"$numberDouble":"1.7976931348623157E+308"}""")]
    public void Numbers_take_the_narrowest_type(string number, string canonical) =>
        Assert.Equal($$"""{"v":{{canonical}},"w":"x"}""", Transcode($$"""{"v":{{number}},"w":"x"}"""));

    [Theory]
    [InlineData("""a\"b""", "a\"b")]
    [InlineData("""\\\/\b\f\n\r\t""", "\\/\b\f\n\r\t")]
    [InlineData("""\u0041\u00e9\u65E5\ud83d\uDE00""", "Aé日😀")]
    [InlineData("""sixteen bytes!!!\n and many more of them, past thirty-two""", "sixteen bytes!!!\n and many more of them, past thirty-two")]
    [InlineData("""\u0000""", "\0")]
    [InlineData("é日😀\u007f", "é日😀\u007f")]
    public void Escapes_in_texts_are_resolved(string json, string text)
    {
        var writer = new BsonWriter();
        Assert.True(JsonTranscoder.TryTranscode(
            Encoding.UTF8.GetBytes($$"""{"v":"{{json}}"}"""), writer, out var document, out _));
        Assert.Equal(text, document["v"].AsString);
        BsonValidator.Validate(document.Span);
    }

    [Theory]
    [InlineData("", "the text is empty at byte 0")]
    [InlineData("  ", "the text is empty at byte 0")]
    [InlineData("5", "expected a document or an array at byte 0")]
    [InlineData("\"a\"", "expected a document or an array at byte 0")]
    [InlineData("null", "expected a document or an array at byte 0")]
    [InlineData("{", "the text ends inside a document or array at byte 1")]
    [InlineData("[1", "the text ends inside a document or array at byte 2")]
    [InlineData("{]", "the text ends inside a document or array at byte 2")]
    [InlineData("{\"a\":1}}", "expected the end of the text at byte 7")]
    [InlineData("{\"a\":{}", "expected ',' or '}' at byte 7")]
    [InlineData("{\"a\":1 2}", "expected ',' or '}' at byte 7")]
    [InlineData("[1 2]", "expected ',' or ']' at byte 3")]
    [InlineData("{\"a\":1,}", "expected a name in double quotes at byte 7")]
    [InlineData("[1,]", "expected a value at byte 3")]
    [InlineData("[,1]", "expected a value at byte 1")]
    [InlineData("{a:1}", "expected a name in double quotes at byte 1")]
    [InlineData("{'a':1}", "expected a name in double quotes at byte 1")]
    [InlineData("{\"a\" 1}", "expected ':' at byte 5")]
    [InlineData("{\"a\":}", "expected a value at byte 5")]
    [InlineData("{\"a\":tru}", "expected a value at byte 5")]
    [InlineData("{\"a\":NaN}", "expected a value at byte 5")]
    [InlineData("{\"a\":01}", "expected a number at byte 5")]
    [InlineData("{\"a\":-}", "expected a number at byte 5")]
    [InlineData("{\"a\":-01}", "expected a number at byte 5")]
    [InlineData("{\"a\":+1}", "expected a value at byte 5")]
    [InlineData("{\"a\":1.}", "expected a digit after '.' at byte 5")]
    [InlineData("{\"a\":.5}", "expected a value at byte 5")]
    [InlineData("{\"a\":1e}", "expected a digit in the exponent at byte 5")]
    [InlineData("{\"a\":1e+}", "expected a digit in the exponent at byte 5")]
    [InlineData("{\"a\":1e999}", "the number is too large for a double at byte 5")]
    [InlineData("{\"a\":\"\t\"}", "a control character must be escaped at byte 6")]
    [InlineData("{\"a\":\"x}", "the text ends inside a string at byte 8")]
    [InlineData("{\"a\":\"a long text without an end}", "the text ends inside a string at byte 33")]
    [InlineData("{\"a\":\"\\x\"}", "unknown escape at byte 6")]
    [InlineData("{\"a\":\"\\u12g4\"}", "expected four hexadecimal digits after \\u at byte 6")]
    [InlineData("{\"a\":\"\\ud83d\"}", "a surrogate without its other half at byte 6")]
    [InlineData("{\"a\":\"\\ude00\\ud83d\"}", "a surrogate without its other half at byte 6")]
    [InlineData("{\"a\\u0000\":1}", "a name may not hold a NUL at byte 10")]
    [InlineData(
        "{\"$oid\":\"56e1fc72e0c917e9c4714161\"}", "expected a document, found a value of another type at byte 35")]
    [InlineData("{\"a\":{\"$oid\":5}}", "$oid: expected a text of 24 hexadecimal digits at byte 15")]
    [InlineData("{\"a\":1}//", "the text ends inside a document or array at byte 9")]
    public void Anything_else_is_an_error_that_says_where(string json, string expected)
    {
        var writer = new BsonWriter();
        writer.WriteRaw([1, 2, 3]);
        Assert.False(JsonTranscoder.TryTranscode(Encoding.UTF8.GetBytes(json), writer, out _, out var error));
        Assert.Equal(expected, error);
        Assert.Equal([1, 2, 3], writer.Written.ToArray());
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_an_error()
    {
        byte[] json = [.. "{\"a\":\""u8, 0xC3, .. "\"}"u8];
        Assert.False(JsonTranscoder.TryTranscode(json, new BsonWriter(), out _, out var error));
        Assert.Equal("the text is not valid UTF-8 at byte 0", error);
    }

    [Fact]
    public void Documents_follow_each_other_in_one_writer()
    {
        var writer = new BsonWriter();
        Assert.True(JsonTranscoder.TryTranscode("""{"a":1}"""u8, writer, out var first, out _));
        Assert.True(JsonTranscoder.TryTranscode(
            Encoding.UTF8.GetBytes($$"""{"b":"{{new string('x', 1000)}}"}"""), writer, out var second, out _));
        Assert.Equal(12, second.Offset);
        Assert.Equal(1, first["a"].AsInt32);
        Assert.Equal(1000, second["b"].Length);
    }

    [Fact]
    public void Arrays_of_many_short_values_fit()
    {
        var json = "{\"a\":[" + string.Join(',', Enumerable.Range(0, 20_000).Select(i => i % 10)) + "]}";
        Assert.True(
            JsonTranscoder.TryTranscode(Encoding.UTF8.GetBytes(json), new BsonWriter(), out var document, out _));
        BsonValidator.Validate(document.Span);
        Assert.Equal(20_000, document["a"].AsArray.Count());
    }

    [Fact]
    public void Integers_and_doubles_of_any_length_are_read_as_the_runtime_reads_them() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var integer = random.NextInt64(long.MinValue, long.MaxValue) >> random.Next(64);
        var real = BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
        real = double.IsFinite(real) ? real : 0.5;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"i":{{integer}},"r":{{real:E16}},"s":{{(decimal)random.Next() / 1000:0.000}}}""");
        Assert.True(
            JsonTranscoder.TryTranscode(Encoding.UTF8.GetBytes(text), new BsonWriter(), out var document, out _));
        Assert.Equal(integer, document["i"].Payload);
        Assert.Equal(double.Parse($"{real:E16}", CultureInfo.InvariantCulture), document["r"].AsDouble);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(5000)]
    public void Blanks_behind_the_text_count_for_nothing(int blanks)
    {
        var writer = new BsonWriter();
        var padded = Encoding.UTF8.GetBytes("""{"a":"x"}""" + new string(' ', blanks));
        Assert.True(JsonTranscoder.TryTranscode(padded, writer, out var document, out _));
        Assert.Equal("x", document["a"].AsString);

        var unterminated = Encoding.UTF8.GetBytes("""{"a":"x}""" + new string(' ', blanks));
        Assert.False(JsonTranscoder.TryTranscode(unterminated, writer, out _, out var error));
        Assert.Equal("the text ends inside a string at byte 8", error);
    }

    [Fact]
    public void Elements_of_every_length_at_every_distance_from_the_end_are_read()
    {
        for (var length = 0; length < 70; length++)
        {
            for (var tail = 0; tail < 70; tail += 3)
            {
                // Around the sizes where the text is copied first, and far below.
                foreach (var filler in (int[])[0, 1900, 2040])
                {
                    var name = new string('n', length);
                    var text = new string('t', tail);
                    var first = new string('f', filler);
                    var number = (length * 100) + tail;
                    var json = $$"""{"f":"{{first}}","{{name}}":{{number}},"{{text}}":"{{name}}"}""";
                    Assert.True(JsonTranscoder.TryTranscode(
                        Encoding.UTF8.GetBytes(json), new BsonWriter(), out var document, out var error), error);
                    var expected = new BsonDocumentBuilder
                    {
                        { "f", first },
                        { name, number },
                        { text, name },
                    };
                    Assert.Equal(expected.ToDocument().Span.ToArray(), document.Span.ToArray());
                }
            }
        }
    }

    [Fact]
    public void Mutated_texts_give_a_valid_document_or_an_error() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var json = Encoding.UTF8.GetBytes(
            ExtendedJson.Format(new RandomBson(seed).NextDocument(), ExtendedJsonOptions.Canonical));
        for (var i = 0; i < 20; i++)
        {
            var writer = new BsonWriter();
            var mutated = Mutation.Mutate(json, random);
            if (JsonTranscoder.TryTranscode(mutated, writer, out var document, out _))
            {
                BsonValidator.Validate(document.Span);
                Assert.Equal(writer.Position, document.Length);
            }
            else
            {
                Assert.Equal(0, writer.Position);
            }
        }
    });

    private static string Transcode(string json)
    {
        Assert.True(
            JsonTranscoder.TryTranscode(
                Encoding.UTF8.GetBytes(json), new BsonWriter(), out var document, out var error), error);
        BsonValidator.Validate(document.Span);
        return ExtendedJson.Format(document, ExtendedJsonOptions.Canonical);
    }
}
