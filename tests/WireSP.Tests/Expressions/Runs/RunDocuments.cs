using WireSP.Bson;
using WireSP.Expressions.Transforms;
using WireSP.Tests.Expressions.Fields;

namespace WireSP.Tests.Expressions.Runs;

/// <summary>Documents side by side in one buffer, as a batch has them.</summary>
internal static class RunDocuments
{
    /// <summary>Random documents of few shapes.</summary>
    public static DocumentSlice[] Create(int seed, out byte[] buffer)
    {
        var source = new ShapedDocuments(seed);
        var documents = new BsonDocument[200];
        for (var i = 0; i < documents.Length; i++)
        {
            documents[i] = source.Next();
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
}
