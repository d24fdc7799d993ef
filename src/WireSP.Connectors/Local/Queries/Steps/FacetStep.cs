using WireSP.Bson;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary><c>$facet</c>: several pipelines over the same documents, their results side by side in one.</summary>
internal sealed class FacetStep(IReadOnlyList<(string Name, AggregateStep First, ResultStep Results)> facets)
    : AggregateStep
{
    /// <inheritdoc/>
    public override void Process(BsonDocument document)
    {
        // A facet without stages keeps the documents themselves.
        var kept = document.Copy();
        foreach (var (_, first, _) in facets)
        {
            if (!first.IsSatisfied)
            {
                first.Process(kept);
            }
        }
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        var made = new BsonDocumentBuilder();
        foreach (var (name, first, results) in facets)
        {
            first.Finish();
            var array = new BsonArrayBuilder();
            foreach (var document in results.Documents)
            {
                array.Add(document);
            }

            made.Add(name, array.ToArray());
        }

        var whole = made.ToDocument();
        if (whole.Length > BsonLimits.DocumentSizeBytesMax)
        {
            throw CollectionErrors.TooLarge($"$facet makes a document of {whole.Length} bytes");
        }

        Next.Process(whole);
        Next.Finish();
    }
}
