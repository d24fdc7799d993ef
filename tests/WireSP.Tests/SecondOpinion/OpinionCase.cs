using WireSP.Bson;

namespace WireSP.Tests.SecondOpinion;

/// <summary>An expression over a document, or stages over documents, put to us and to the peer.</summary>
/// <param name="Row">Name of the row that it was made of.</param>
/// <param name="Expression">The expression, or the array of stages, as Extended JSON.</param>
/// <param name="Document">The document, or the array of documents, as Extended JSON.</param>
/// <param name="Operands">The operands' kinds, such as <c>int, null</c>.</param>
internal sealed record OpinionCase(string Row, string Expression, string Document, string Operands)
{
    /// <summary>Whether it is stages over documents.</summary>
    public bool IsPipeline { get; init; }

    /// <summary>The case as the peer reads it: one line.</summary>
    public string ToLine()
    {
        var line = new BsonDocumentBuilder
        {
            { IsPipeline ? "pipeline" : "expression", ExtendedJson.ParseValue(Expression) },
            { IsPipeline ? "documents" : "document", ExtendedJson.ParseValue(Document) },
        };
        return ExtendedJson.Format(line.ToDocument(), ExtendedJsonOptions.Canonical);
    }
}
