using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Tests.Expressions.Fields;

namespace WireSP.Tests.Expressions;

public class FieldPlanTests
{
    private static readonly string[] Paths =
    [
        "a", "b", "a.b", "a.b.c", "a.abcdefg", "at", "abcdef", "abcdefg", "abcdefgh.a", "abcdefgh.abcdef.at",
        "a name past sixteen bytes", "é.é", "none", "b.none",
    ];

    [Fact]
    public void Every_document_of_a_stream_is_read_as_the_plain_reader_reads_it() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var documents = new ShapedDocuments(seed);
        var plan = new FieldPlan();
        var slots = Array.ConvertAll(Pick(random), path => (Path: path, Slot: plan.GetSlot(path)));
        var rawSlots = Array.ConvertAll(Pick(random), path => (Path: path, Slot: plan.GetRawSlot(path)));
        var elementSlots = Array.ConvertAll(
            Pick(random), path => (Name: path.Split('.')[0], Slot: plan.GetElementSlot(path.Split('.')[0])));
        var context = new EvaluationContext(plan.Count, 0, TimeProvider.System);
        for (var i = 0; i < 120; i++)
        {
            var document = documents.Next();
            context.Begin(document);
            plan.Read(context);

            foreach (var (path, slot) in slots)
            {
                var expected = PlainFieldReader.Read(document, path);
                AssertSame(expected, context.ReadSlot(slot));
                AssertSamePlain(expected, context, slot);
            }

            foreach (var (path, slot) in rawSlots)
            {
                AssertSame(PlainFieldReader.ReadRaw(document, path), context.ReadSlot(slot));
            }

            foreach (var (name, slot) in elementSlots)
            {
                var element = context.ReadSlot(slot);
                Assert.Equal(PlainFieldReader.ReadElement(document, name), element.IsMissing ? [] : element.Bytes);
            }
        }
    });

    [Fact]
    public void A_document_that_only_looks_like_the_ones_before_is_walked()
    {
        var plan = new FieldPlan();
        var slot = plan.GetSlot("b");
        var context = new EvaluationContext(plan.Count, 0, TimeProvider.System);
        AssertReads(2, new BsonDocumentBuilder { { "a", "12345678" }, { "b", 2 } });
        AssertReads(3, new BsonDocumentBuilder { { "a", "123" }, { "b", 3 } });
        // The text holds what an element b looks like at the place where the last document had it.
        AssertReads(4, new BsonDocumentBuilder { { "a", "\u0010b\0\u0007\0\0\0" }, { "x", 1 }, { "b", 4 } });
        AssertReads(5, new BsonDocumentBuilder { { "b", 5 }, { "a", "123" } });

        void AssertReads(int expected, BsonDocumentBuilder builder)
        {
            context.Begin(builder.ToDocument());
            plan.Read(context);
            Assert.Equal(expected, context.ReadSlot(slot).AsInt32);
        }
    }

    [Fact]
    public void A_malformed_document_is_refused_after_sound_ones_of_its_shape()
    {
        var plan = new FieldPlan();
        _ = plan.GetSlot("b");
        var context = new EvaluationContext(plan.Count, 0, TimeProvider.System);
        var bytes = new BsonDocumentBuilder { { "a", "text" }, { "b", 1L } }.ToDocument().Span.ToArray();
        context.Begin(new BsonDocument(bytes));
        plan.Read(context);
        plan.Read(context);

        foreach (var length in (int[])[-1, 0, 14, int.MaxValue])
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(7), length);
            Assert.Throws<BsonFormatException>(() => plan.Read(context));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_malformed_behind_the_last_wanted_field_is_not_looked_at(bool isEmbedded)
    {
        var plan = new FieldPlan();
        var slot = plan.GetSlot(isEmbedded ? "o.a" : "a");
        var context = new EvaluationContext(plan.Count, 0, TimeProvider.System);
        var document = new BsonDocumentBuilder { { "a", 7 }, { "b", 1 } }.ToDocument();
        var bytes = (isEmbedded ? new BsonDocumentBuilder { { "o", document } }.ToDocument() : document).Span.ToArray();
        bytes[bytes.AsSpan().LastIndexOf((byte)'b') - 1] = 200;
        context.Begin(new BsonDocument(bytes));

        // For the first time, when the shape is learned, as for the second.
        for (var i = 0; i < 2; i++)
        {
            plan.Read(context);
            Assert.Equal(7, context.ReadSlot(slot).AsInt32);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Documents_are_read_alike_whether_their_lengths_stay_or_change(int lengths)
    {
        var plan = new FieldPlan();
        var inner = plan.GetSlot("o.b");
        var text = plan.GetSlot("t");
        var context = new EvaluationContext(plan.Count, 0, TimeProvider.System);
        for (var i = 0; i < 1000; i++)
        {
            // Other lengths every hundred documents, or with each one.
            var length = i % lengths * 5 % 11 + (i / 100);
            var last = new string('y', i % 7);
            context.Begin(new BsonDocumentBuilder
            {
                { "a", new string('x', length) },
                { "o", new BsonDocumentBuilder { { "b", i }, { "c", new string('z', length) } }.ToDocument() },
                { "t", last },
            }.ToDocument());
            plan.Read(context);

            Assert.Equal(i, context.ReadSlot(inner).AsInt32);
            Assert.Equal(last, context.ReadSlot(text).AsString);
        }
    }

    [Fact]
    public void A_last_text_that_reaches_past_its_document_is_refused()
    {
        var plan = new FieldPlan();
        _ = plan.GetSlot("b");
        var context = new EvaluationContext(plan.Count, 0, TimeProvider.System);
        var document = new BsonDocumentBuilder { { "a", 1L }, { "b", "text" } }.ToDocument().Span;
        var bytes = new byte[document.Length + 64];
        document.CopyTo(bytes);
        context.Begin(bytes, 0, document.Length);
        plan.Read(context);
        plan.Read(context);

        foreach (var length in (int[])[-1, 0, 7, int.MaxValue])
        {
            BitConverter.TryWriteBytes(bytes.AsSpan(4 + 1 + 2 + 8 + 1 + 2), length);
            Assert.Throws<BsonFormatException>(() => plan.Read(context));
        }
    }

    [Fact]
    public void Reading_allocates_nothing_once_the_shape_is_known()
    {
        var plan = new FieldPlan();
        _ = plan.GetSlot("b.c");
        _ = plan.GetSlot("none");
        var context = new EvaluationContext(plan.Count, 0, TimeProvider.System);
        context.Begin(new BsonDocumentBuilder
        {
            { "a", "text" }, { "b", new BsonDocumentBuilder { { "c", 1 } }.ToDocument() },
        }.ToDocument());
        plan.Read(context);
        plan.Read(context);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            plan.Read(context);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    // What gives numbers and text without a value of them.
    private static void AssertSamePlain(BsonValue expected, EvaluationContext context, int slot)
    {
        var isNumber = context.TryReadNumber(slot, out var type, out var payload);
        Assert.Equal(expected.Type is BsonType.Int32 or BsonType.Int64 or BsonType.Double, isNumber);
        if (isNumber)
        {
            AssertSame(expected, BsonValue.FromPayload(type, payload));
        }

        Assert.Equal(expected.Type == BsonType.String, context.TryReadText(slot, out var text));
        if (expected.Type == BsonType.String)
        {
            Assert.Equal(expected.AsStringUtf8, text);
        }
    }

    private static string[] Pick(Random random) => [.. Paths.Where(_ => random.Next(3) == 0)];

    private static void AssertSame(BsonValue expected, BsonValue found)
    {
        Assert.Equal(expected.Type, found.Type);
        Assert.Equal(Written(expected), Written(found));
    }

    private static byte[] Written(BsonValue value)
    {
        var writer = new BsonWriter();
        writer.WriteValueBytes(value);
        return writer.Written.ToArray();
    }
}
