using WireSP.Bson;
using WireSP.TestKit.Bson;

namespace WireSP.Tests.Bson;

public class BsonValidatorTests
{
    [Theory]
    [InlineData("")]
    [InlineData("01 'a' 00 0000000000000000")]
    [InlineData("02 'a' 00 02000000 'b' 00")]
    [InlineData("02 'a' 00 01000000 00")]
    [InlineData("02 'a' 00 04000000 62 00 62 00")] // A text may hold a NUL.
    [InlineData("02 00 0B000000 'naïve €' 00")]
    [InlineData("03 'a' 00 05000000 00")]
    [InlineData("04 'a' 00 0C000000 10 '0' 00 01000000 00")]
    [InlineData("05 'a' 00 00000000 00")]
    [InlineData("05 'a' 00 02000000 80 FFFF")]
    [InlineData("05 'a' 00 06000000 02 02000000 FFFF")]
    [InlineData("06 'a' 00")]
    [InlineData("07 'a' 00 000102030405060708090A0B")]
    [InlineData("08 'a' 00 00 08 'b' 00 01")]
    [InlineData("09 'a' 00 FFFFFFFFFFFFFFFF")]
    [InlineData("0A 'a' 00")]
    [InlineData("0B 'a' 00 '^x' 00 'im' 00")]
    [InlineData("0C 'a' 00 02000000 'b' 00 000102030405060708090A0B")]
    [InlineData("0D 'a' 00 02000000 'f' 00")]
    [InlineData("0E 'a' 00 02000000 'f' 00")]
    [InlineData("0F 'a' 00 0F000000 02000000 'f' 00 05000000 00")]
    [InlineData("10 'a' 00 01000000")]
    [InlineData("11 'a' 00 0100000002000000")]
    [InlineData("12 'a' 00 0100000000000000")]
    [InlineData("13 'a' 00 00000000000000000000000000004030")]
    [InlineData("7F 'a' 00")]
    [InlineData("FF 'a' 00")]
    [InlineData("10 'a' 00 01000000 10 'a' 00 02000000")] // Names may repeat.
    [InlineData("10 'a name of many more than eight bytes, é' 00 01000000")]
    public void Accepts_every_type(string elements)
    {
        var document = HexBytes.Document(elements);
        BsonValidator.Validate(document);
        BsonValidator.ValidateStructure(document);
    }

    [Theory]
    [InlineData("14 'a' 00", 7)] // Unknown types.
    [InlineData("80 'a' 00", 7)]
    [InlineData("7E 'a' 00", 7)]
    [InlineData("00 'a' 00", 7)] // Terminator inside.
    [InlineData("01 'a' 00 00000000000000", 7)] // Values that are cut off.
    [InlineData("07 'a' 00 0001020304050607080910", 7)]
    [InlineData("08 'a' 00", 7)]
    [InlineData("10 'a' 00 000000", 7)]
    [InlineData("13 'a' 00 000000000000000000000000000040", 7)]
    [InlineData("10 'a'", 5)] // A name without terminator.
    [InlineData("10 'a name longer than eight bytes'", 5)]
    [InlineData("08 'a' 00 02", 7)] // Booleans are 0 or 1.
    [InlineData("08 'a' 00 FF", 7)]
    [InlineData("02 'a' 00 00000000", 7)] // A text's length counts its terminator.
    [InlineData("02 'a' 00 FFFFFFFF 00", 7)]
    [InlineData("02 'a' 00 03000000 'b' 00", 7)]
    [InlineData("02 'a' 00 FFFFFF7F 'b' 00", 7)]
    [InlineData("02 'a' 00 02000000 'bc'", 12)]
    [InlineData("02 'a' 00 0100", 7)]
    [InlineData("03 'a' 00 04000000", 7)] // Embedded documents.
    [InlineData("03 'a' 00 06000000 00", 7)]
    [InlineData("03 'a' 00 05000000 01", 11)]
    [InlineData("03 'a' 00 05000000", 7)]
    [InlineData("03 'a' 00 FFFFFFFF 00", 7)]
    [InlineData("03 'a' 00 07000000 10 62 00", 12)] // The inner terminator ends no name.
    [InlineData("04 'a' 00 06000000 00 00", 12)]
    [InlineData("05 'a' 00 FFFFFFFF 00", 7)] // Binary.
    [InlineData("05 'a' 00 01000000 00", 7)]
    [InlineData("05 'a' 00 03000000 02 000000", 12)]
    [InlineData("05 'a' 00 06000000 02 03000000 FFFF", 12)]
    [InlineData("05 'a' 00 06000000 02 01000000 FFFF", 12)]
    [InlineData("0B 'a' 00 '^x' 00 'im'", 10)] // Regular expressions need both terminators.
    [InlineData("0B 'a' 00 '^x'", 7)]
    [InlineData("0C 'a' 00 02000000 'b' 00 000102030405060708090A", 13)]
    [InlineData("0F 'a' 00 0E000000 02000000 'f' 00 05000000 00", 17)] // Total one too small.
    [InlineData("0F 'a' 00 10000000 02000000 'f' 00 05000000 00", 7)] // Total one too large.
    [InlineData("0F 'a' 00 10000000 02000000 'f' 00 05000000 00 00", 17)] // Something between scope and end.
    [InlineData("0F 'a' 00 0F000000 03000000 'f' 00 05000000 00", 17)]
    [InlineData("0F 'a' 00 0F000000 02000000 'f' 00 05000000 01", 21)]
    public void Refuses_what_breaks_a_rule_and_says_where(string elements, int offset)
    {
        var document = HexBytes.Document(elements);
        Assert.Equal(offset, Assert.Throws<BsonFormatException>(() => BsonValidator.Validate(document)).Offset);
        Assert.Equal(
            offset, Assert.Throws<BsonFormatException>(() => BsonValidator.ValidateStructure(document)).Offset);
    }

    [Theory]
    [InlineData("")]
    [InlineData("05")]
    [InlineData("05000000")]
    [InlineData("04000000")]
    [InlineData("06000000 00")]
    [InlineData("05000000 01")]
    [InlineData("05000000 00 00")]
    [InlineData("FFFFFFFF 00")]
    [InlineData("00000080 00")]
    public void Refuses_a_document_whose_own_frame_is_wrong(string bytes) =>
        Assert.Throws<BsonFormatException>(() => BsonValidator.ValidateStructure(HexBytes.Parse(bytes)));

    [Theory]
    [InlineData("02 'a' 00 02000000 80 00", 11)] // A lone continuation byte.
    [InlineData("02 'a' 00 03000000 C080 00", 11)] // Overlong.
    [InlineData("02 'a' 00 04000000 EDA080 00", 11)] // A surrogate.
    [InlineData("02 'a' 00 05000000 F4908080 00", 11)] // Beyond U+10FFFF.
    [InlineData("02 'a' 00 03000000 E282 00", 11)] // Cut off.
    [InlineData("02 'a' 00 0B000000 'abcdefghi' FF 00", 11)]
    [InlineData("02 'a' 00 14000000 'abcdefghijklmnopqr' FF 00", 11)]
    [InlineData("0D 'a' 00 02000000 FF 00", 11)]
    [InlineData("0E 'a' 00 02000000 FF 00", 11)]
    [InlineData("0C 'a' 00 02000000 FF 00 000102030405060708090A0B", 11)]
    [InlineData("0F 'a' 00 0F000000 02000000 FF 00 05000000 00", 15)]
    [InlineData("0B 'a' 00 FF 00 00", 7)]
    [InlineData("0B 'a' 00 00 FF 00", 8)]
    [InlineData("0A FF 00", 5)]
    [InlineData("10 'past eight bytes' FF 00 01000000", 5)]
    public void Text_that_is_not_UTF8_is_refused_only_by_the_full_check(string elements, int offset)
    {
        var document = HexBytes.Document(elements);
        BsonValidator.ValidateStructure(document);
        Assert.Equal(offset, Assert.Throws<BsonFormatException>(() => BsonValidator.Validate(document)).Offset);
    }

    [Fact]
    public void A_name_that_is_not_ASCII_before_a_short_text_does_not_mislead()
        => BsonValidator.Validate(HexBytes.Document("02 'é' 00 02000000 'b' 00"));

    [Theory]
    [InlineData(BsonType.Document)]
    [InlineData(BsonType.Array)]
    [InlineData(BsonType.JavaScriptWithScope)]
    public void Nesting_stops_at_the_limit_whatever_nests(BsonType type)
    {
        BsonValidator.Validate(Nested(type, BsonLimits.NestingDepthMax));
        foreach (var depth in (int[])[BsonLimits.NestingDepthMax + 1, 100_000])
        {
            Assert.Contains("nesting", Refusal(Nested(type, depth)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_depth_falls_again_where_a_document_ends()
    {
        var deep = new BsonDocument(Nested(BsonType.Document, BsonLimits.NestingDepthMax - 1));
        BsonValidator.Validate(
            new BsonDocumentBuilder { { "a", deep }, { "b", deep }, { "c", deep } }.ToDocument().Span);
    }

    [Fact]
    public void Random_documents_are_valid() => Property.ForAllSeeds(
        seed => BsonValidator.Validate(new RandomBson(seed).NextDocument().Span));

    [Fact]
    public void Mutated_documents_pass_or_fail_with_the_typed_error_and_are_safe_to_read_when_they_pass() =>
        Property.ForAllSeeds(seed =>
        {
            var random = new Random(seed);
            var bytes = new RandomBson(seed).NextDocument().Span.ToArray();
            for (var i = 0; i < 20; i++)
            {
                // Bytes around the document: reading one of them would make the answer depend on them.
                var mutated = Mutation.Mutate(bytes, random);
                var alone = Outcome(mutated, 0, mutated.Length);
                byte[] surrounded = [0, 0, 0, .. mutated, 1, 1, 1, 1, 1, 1, 1, 1];
                Assert.Equal(alone, Outcome(surrounded, 3, mutated.Length));
            }
        });

    private static string Outcome(byte[] buffer, int offset, int length)
    {
        try
        {
            BsonValidator.Validate(buffer.AsSpan(offset, length));
        }
        catch (BsonFormatException e)
        {
            return e.Message;
        }

        return $"valid {BsonValueComparer.Hash(new BsonDocument(buffer, offset, length))}";
    }

    private static string Refusal(byte[] document) =>
        Assert.Throws<BsonFormatException>(() => BsonValidator.Validate(document)).Message;

    private static byte[] Nested(BsonType type, int levels)
    {
        var writer = new BsonWriter();
        var starts = new Stack<(int Start, int Total)>();
        starts.Push((writer.BeginDocument(), -1));
        for (; levels > 1; levels--)
        {
            writer.WriteHeader(type, "0"u8);
            var total = writer.Position;
            if (type == BsonType.JavaScriptWithScope)
            {
                writer.WriteRawInt32(0);
                writer.WriteValueBytes("f");
            }

            starts.Push((writer.BeginDocument(), type == BsonType.JavaScriptWithScope ? total : -1));
        }

        foreach (var (start, total) in starts)
        {
            writer.End(start);
            if (total >= 0)
            {
                writer.PatchInt32(total, writer.Position - total);
            }
        }

        return writer.Written.ToArray();
    }
}
