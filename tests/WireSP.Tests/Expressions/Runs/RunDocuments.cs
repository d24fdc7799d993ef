using WireSP.Bson;
using WireSP.Expressions.Transforms;
using WireSP.Tests.Expressions.Fields;

namespace WireSP.Tests.Expressions.Runs;

/// <summary>Documents side by side in one buffer, as a batch has them.</summary>
internal static class RunDocuments
{
    // More documents than are taken at once, several times.
    private const int AlikeCount = 150;

    /// <summary>
    /// Random documents of few shapes; many with a text <c>t</c> and a date <c>d</c> at the end. Of every second seed
    /// long stretches are alike.
    /// </summary>
    public static DocumentSlice[] Create(int seed, out byte[] buffer)
    {
        var source = new ShapedDocuments(seed) { AlikeCount = seed % 2 == 0 ? AlikeCount : 1 };
        var random = new Random(seed);
        var documents = new BsonDocument[200];
        for (var i = 0; i < documents.Length; i++)
        {
            documents[i] = source.Next();
            if (seed % 3 != 0)
            {
                documents[i] = WithTextAndDate(documents[i], random);
            }
        }

        return Join(documents, out buffer);
    }

    /// <summary>Puts documents into one buffer.</summary>
    public static DocumentSlice[] Join(BsonDocument[] documents, out byte[] buffer)
    {
        var writer = new BsonWriter();
        var slices = Array.ConvertAll(documents, document =>
        {
            var offset = writer.Position;
            writer.WriteRaw(document.Span);
            return new DocumentSlice(offset, document.Length);
        });
        buffer = writer.Written.ToArray();
        return slices;
    }

    private static BsonDocument WithTextAndDate(BsonDocument document, Random random)
    {
        var writer = new BsonWriter();
        var start = writer.BeginDocument();
        foreach (var element in document)
        {
            writer.WriteRaw(element.Raw);
        }

        // Rarely one that is not ASCII: it ends the run of those who search it.
        var letters = random.Next(40) == 0 ? "Xy-é" : "Xy-";
        var length = random.Next(2) == 0 ? random.Next(3) : random.Next(80);
        writer.WriteString("t"u8, new string(random.GetItems<char>(letters, length)));
        writer.WriteDateTime("d"u8, random.NextInt64(-4_000_000_000_000, 4_000_000_000_000));
        writer.End(start);
        return writer.ToDocument();
    }
}
