using WireSP.Bson;

namespace WireSP.Tests.SecondOpinion;

/// <summary>An expression over a document, put to us and to the peer.</summary>
/// <param name="Row">Name of the row that it was made of.</param>
/// <param name="Expression">The expression, as Extended JSON.</param>
/// <param name="Document">The document, as Extended JSON.</param>
/// <param name="Operands">The operands' kinds, such as <c>int, null</c>.</param>
internal sealed record OpinionCase(string Row, string Expression, string Document, string Operands)
{
    /// <summary>The case as the peer reads it: one line.</summary>
    public string ToLine()
    {
        var line = new BsonDocumentBuilder
        {
            { "expression", ExtendedJson.ParseValue(Expression) },
            { "document", ExtendedJson.Parse(Document) },
        };
        return ExtendedJson.Format(line.ToDocument(), ExtendedJsonOptions.Canonical);
    }
}
