using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Streaming.Operators;

/// <summary>Keeps documents that stages make within the format's size.</summary>
internal static class DocumentSize
{
    private const int ObjectTooLarge = 10334;

    /// <summary>The document itself, when it is not too large.</summary>
    /// <exception cref="EvaluationException">It is larger than 16 MiB.</exception>
    public static BsonDocument Check(BsonDocument document)
    {
        Check(document.Length);
        return document;
    }

    /// <summary>Checks the length of a document.</summary>
    /// <exception cref="EvaluationException">It is larger than 16 MiB.</exception>
    public static void Check(int length)
    {
        if (length > BsonLimits.DocumentSizeBytesMax)
        {
            throw TooLarge(length);
        }
    }

    private static EvaluationException TooLarge(int length) => new(
        ObjectTooLarge,
        $"the stage made a document of {length} bytes; at most {BsonLimits.DocumentSizeBytesMax} are allowed");
}
