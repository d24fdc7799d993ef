using WireSP.Bson;
using WireSP.Expressions;
using WireSP.Expressions.Fields;
using WireSP.Expressions.Runs;
using WireSP.Expressions.Transforms;
using WireSP.Tests.Expressions.Runs;

namespace WireSP.Tests.Expressions.Fields;

public class ShapeCodeTests
{
    private const int DocumentCount = 300;

    private static readonly string[] Names =
        ["a", "text", "doc", "number", "a name past thirty-two bytes in length", "bytes", "at", "é", "last"];

    private static readonly string[] Paths =
        [.. Names, "doc.x", "doc.deep.n", "doc.deep.y", "doc.deep.none", "doc.none", "none"];

    [Fact]
    public void Code_locates_what_the_shape_locates_however_documents_are_damaged() => Property.ForAllSeeds(seed =>
    {
        var random = new Random(seed);
        var order = Names[..];
        random.Shuffle(order);

        // The last one stands behind texts, so no layout fits and segments have to be gone through.
        string[] wanted = [.. random.GetItems(Paths, 3), order[^1]];
        var documents = RunDocuments.Join(Alike(order, random), out var buffer);
        var byCode = ShapeOf(buffer, documents[0], wanted, codeAfter: 0);
        var plain = ShapeOf(buffer, documents[0], wanted, codeAfter: int.MaxValue);
        var starts = new int[DocumentCount * byCode.StartCount];
        _ = Locate(byCode, buffer, documents, starts);
        Assert.Equal(DocumentCount, Locate(byCode, buffer, documents, starts));
        Assert.Equal(RunCode.IsOfUse, byCode.HasCode);
        for (var damage = 0; damage < 20; damage++)
        {
            var damaged = (byte[])buffer.Clone();
            var at = random.Next(DocumentCount);
            damaged[documents[at].Offset + random.Next(documents[at].Length)] = (byte)random.Next(256);
            var count = Locate(byCode, damaged, documents, starts);

            AssertSame(plain, damaged, documents, starts.AsSpan(0, count * byCode.StartCount));
            Assert.True(count == DocumentCount || !IsLocated(plain, damaged, documents[count]));
        }
    });

    [Fact]
    public void A_shape_that_few_documents_have_has_no_code()
    {
        var documents = RunDocuments.Join(Alike(Names, new Random(1)), out var buffer);
        var shape = ShapeOf(buffer, documents[0], ["last"], codeAfter: DocumentCount);

        Assert.Equal(DocumentCount, Locate(shape, buffer, documents, new int[DocumentCount * shape.StartCount]));
        Assert.False(shape.HasCode);
    }

    [Fact]
    public void A_document_with_the_field_that_others_lack_has_another_shape()
    {
        var documents = RunDocuments.Join(
            [
                .. Enumerable.Range(0, DocumentCount - 1).Select(i => new BsonDocumentBuilder
                {
                    { "t", new string('t', i % 50) }, { "n", i },
                }.ToDocument()),
                new BsonDocumentBuilder { { "t", "" }, { "n", 0 }, { "none", 1 } }.ToDocument(),
            ],
            out var buffer);

        // What stands at the buffer's end is not for the code to say.
        Array.Resize(ref buffer, buffer.Length + 1000);
        var before = documents[..^1];
        var shape = ShapeOf(buffer, before[0], ["n", "none"], codeAfter: 0);
        var starts = new int[DocumentCount * shape.StartCount];
        _ = Locate(shape, buffer, before, starts);
        _ = Locate(shape, buffer, before, starts);

        Assert.Equal(RunCode.IsOfUse, shape.HasCode);
        Assert.Equal(DocumentCount - 1, Locate(shape, buffer, documents, starts));
    }

    [Fact]
    public void A_shape_with_names_of_thousands_of_bytes_has_no_code()
    {
        var name = new string('n', 3000);
        var documents = RunDocuments.Join(
            [
                .. Enumerable.Range(0, DocumentCount).Select(i => new BsonDocumentBuilder
                {
                    { "t", new string('t', i % 50) }, { name, i },
                }.ToDocument()),
            ],
            out var buffer);
        var shape = ShapeOf(buffer, documents[0], [name], codeAfter: 0);
        var starts = new int[DocumentCount * shape.StartCount];
        _ = Locate(shape, buffer, documents, starts);

        Assert.Equal(DocumentCount, Locate(shape, buffer, documents, starts));
        Assert.False(shape.HasCode);
    }

    private static FieldShape ShapeOf(byte[] buffer, DocumentSlice document, string[] wanted, int codeAfter)
    {
        var plan = new FieldPlan { CodeAfter = codeAfter };
        foreach (var name in wanted)
        {
            _ = plan.GetSlot(name);
        }

        return ShapeRecorder.Record(new BsonDocument(buffer, document.Offset, document.Length), plan)!;
    }

    private static int Locate(FieldShape shape, byte[] buffer, DocumentSlice[] documents, int[] starts)
    {
        var fetch = new RunFetch();
        fetch.Begin(buffer, documents);
        return shape.LocateRun(buffer, documents, documents.Length, ref starts[0], shape.StartCount, fetch);
    }

    private static bool IsLocated(FieldShape shape, byte[] buffer, DocumentSlice document) =>
        shape.TryLocate(buffer, document.Offset, document.Length);

    private static void AssertSame(
        FieldShape plain, byte[] buffer, DocumentSlice[] documents, ReadOnlySpan<int> found)
    {
        var expected = new int[plain.StartCount];
        for (var i = 0; i * plain.StartCount < found.Length; i++)
        {
            Assert.True(plain.TryLocate(buffer, documents[i].Offset, documents[i].Length, ref expected[0]));
            Assert.Equal(expected.AsSpan(0, plain.ToldCount), found.Slice(i * plain.StartCount, plain.ToldCount));
        }
    }

    // Texts and bytes are of another length in each.
    private static BsonDocument[] Alike(string[] order, Random random)
    {
        var documents = new BsonDocument[DocumentCount];
        for (var i = 0; i < documents.Length; i++)
        {
            var document = new BsonDocumentBuilder();
            foreach (var name in order)
            {
                document.Add(name, ValueOf(name, random));
            }

            documents[i] = document.ToDocument();
        }

        return documents;
    }

    private static BsonDocument Embedded(Random random) => new BsonDocumentBuilder
    {
        { "x", new string('x', random.Next(20)) },
        {
            "deep",
            new BsonDocumentBuilder { { "n", random.Next() }, { "y", new string('y', random.Next(20)) } }.ToDocument()
        },
        { "z", new string('z', random.Next(20)) },
    }.ToDocument();

    private static BsonValue ValueOf(string name, Random random) => name switch
    {
        "a" => BsonValue.FromInt64(random.NextInt64()),
        "number" => BsonValue.FromInt32(random.Next()),
        "at" => BsonValue.FromDouble(random.NextDouble()),
        "bytes" => BsonValue.FromBinary(random.GetItems<byte>([1, 2, 3], random.Next(40)), 0),
        "doc" => BsonValue.FromDocument(Embedded(random)),
        _ => BsonValue.FromString(new string('x', random.Next(60))),
    };
}
