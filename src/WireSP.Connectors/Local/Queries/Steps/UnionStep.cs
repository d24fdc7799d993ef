using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary><c>$unionWith</c>: after the documents, those that another pipeline makes of another collection.</summary>
internal sealed class UnionStep(AggregateReader reader, CollectionNamespace other, IReadOnlyList<BsonDocument> stages)
    : AggregateStep
{
    /// <inheritdoc/>
    public override void Process(BsonDocument document) => Next.Process(document);

    /// <inheritdoc/>
    public override void Finish()
    {
        foreach (var document in reader.Run(other, stages))
        {
            Next.Process(document);
        }

        Next.Finish();
    }
}
