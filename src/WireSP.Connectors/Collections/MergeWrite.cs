using WireSP.Bson;

namespace WireSP.Connectors.Collections;

/// <summary>One document to merge.</summary>
/// <param name="Into">The collection.</param>
/// <param name="Document">The document, with its <c>_id</c> where that is not a key that it lacks.</param>
/// <param name="WhenMatched">What happens to the document that is there.</param>
/// <param name="IsInserted">Whether it is inserted where none is there; else it is discarded.</param>
public readonly record struct MergeWrite(
    CollectionNamespace Into, BsonDocument Document, MergeMode WhenMatched, bool IsInserted)
{
    /// <summary>Values of <see cref="MergePlan.VariableNames"/>, in their order; not used without a pipeline.</summary>
    public IReadOnlyList<BsonValue> Variables { get; init; } = [];
}
