using WireSP.Bson;

namespace WireSP.Server.PipelineTests;

/// <summary>Dead letters as tests write them: the reason has a field of its own.</summary>
internal static class DeadLetterText
{
    /// <summary>The dead letter with <c>errInfo.reason</c> also as <c>reason</c>.</summary>
    public static BsonDocument WithReason(BsonDocument deadLetter)
    {
        var builder = new BsonDocumentBuilder { { "reason", deadLetter["errInfo"].AsDocument["reason"] } };
        builder.AddRange(deadLetter);
        return builder.ToDocument();
    }

    /// <summary>What a test would expect of it: the reason and the document.</summary>
    public static BsonDocument Shorten(BsonDocument deadLetter) => new BsonDocumentBuilder
    {
        { "reason", deadLetter["errInfo"].AsDocument["reason"] },
        { "doc", deadLetter["doc"] },
    }.ToDocument();
}
