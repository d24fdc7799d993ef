using WireSP.Bson;

namespace WireSP.Expressions.Updates;

/// <summary>An update that replaces the document, which keeps its <c>_id</c> as its first field.</summary>
internal sealed class ReplacementUpdate : UpdateOperation
{
    private readonly BsonDocument _document;
    private readonly bool _hasId;

    /// <summary>Makes the update; the document is copied.</summary>
    public ReplacementUpdate(BsonDocument document)
    {
        foreach (var element in document)
        {
            if (element.NameUtf8.StartsWith("$"u8))
            {
                throw UpdateErrors.SyntaxDollarName(
                    element.Name,
                    element.Name,
                    "allowed in the context of an update's replacement document. Consider using an aggregation "
                        + "pipeline with $replaceWith.");
            }

            _hasId |= element.NameEquals("_id"u8);
        }

        _document = document.Copy();
    }

    public override bool IsReplacement => true;

    internal override BsonDocument Write(BsonDocument before, UpdateContext context)
    {
        var output = context.Output;
        var start = output.BeginDocument();
        if (!_hasId && before.TryGetValue("_id"u8, out var id))
        {
            output.WriteValue("_id"u8, id);
        }

        output.WriteRaw(_document.Span[4..^1]);
        output.End(start);
        return UpsertDocument.PutIdFirst(output.DocumentFrom(start), output);
    }
}
