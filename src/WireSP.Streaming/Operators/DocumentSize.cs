using WireSP.Bson;
using WireSP.Expressions;

namespace WireSP.Streaming.Operators;

/// <summary>Keeps documents that stages make within the format's size.</summary>
internal static class DocumentSize
{
    private const int ObjectTooLarge = 10334;

    /// <summary>The document itself, when it is not too large.</summary>
    /// <exception cref="EvaluationException">It is larger than 16 MiB.</exception>
    public static BsonDocument Check(BsonDocument document) =>
        document.Length <= BsonLimits.DocumentSizeBytesMax
            ? document
            : throw new EvaluationException(
                ObjectTooLarge,
                $"the stage made a document of {document.Length} bytes; at most {BsonLimits.DocumentSizeBytesMax} are "
                    + "allowed");
}
