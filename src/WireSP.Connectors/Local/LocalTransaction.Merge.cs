using WireSP.Bson;
using WireSP.Expressions.Updates;

namespace WireSP.Connectors.Local;

/// <content>Merging documents into a collection, as <c>$merge</c> does.</content>
public sealed partial class LocalTransaction
{
    /// <summary>Checks that there is a unique index on exactly the fields by which documents belong together.</summary>
    /// <exception cref="CollectionException">There is none, or nobody may write there.</exception>
    public void CheckMerge(MergeSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        NamespaceRules.CheckWritable(spec.Into);
        IEnumerable<LocalIndex> indexes = Catalog.Find(spec.Into)?.Indexes ?? [LocalIndex.OfIds];
        if (!indexes.Any(index => index.IsUnique && index.Filter is null && !index.IsSparse
            && index.Paths.Order(StringComparer.Ordinal).SequenceEqual(spec.On.Order(StringComparer.Ordinal))))
        {
            throw new CollectionException(
                51183,
                $"Cannot find index to verify that join fields will be unique: {spec.Into} needs a unique index on "
                + string.Join(", ", spec.On));
        }
    }

    /// <summary>Merges one document.</summary>
    /// <param name="spec">How.</param>
    /// <param name="document">The document.</param>
    /// <param name="variables">Values of the pipeline's variables; null for the one variable <c>new</c>.</param>
    /// <exception cref="CollectionException">The document has no key, or an index refuses the result.</exception>
    /// <exception cref="WireSP.Expressions.EvaluationException">The pipeline does not suit it.</exception>
    public void Merge(MergeSpec spec, BsonDocument document, IReadOnlyList<BsonValue>? variables = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        var collection = FindOrCreate(spec.Into);
        BsonDocument? query = spec.On is ["_id"] && document["_id"].IsMissing ? null : MergeKey(spec, document);
        var existing = query is { } asked
            ? FindFirst(collection, DocumentFilter.Compile(asked, Clock), sort: null)
            : null;
        if (existing is { } found)
        {
            MergeInto(
                collection, found, spec, document, variables ?? [BsonValue.FromDocument(document)]);
        }
        else
        {
            MergeNew(collection, spec, document);
        }
    }

    private static BsonDocument MergeKey(MergeSpec spec, BsonDocument document)
    {
        var query = new BsonDocumentBuilder();
        foreach (var path in spec.On)
        {
            var value = BsonValue.FromDocument(document);
            foreach (var name in path.Split('.'))
            {
                value = value.Type == BsonType.Document ? value.AsDocument[name] : default;
            }

            if (value.IsNullish)
            {
                throw new CollectionException(
                    51132, $"$merge write error: 'on' field cannot be missing, null, undefined or an array: {path}");
            }

            query.Add(path, value.Type == BsonType.Array
                ? throw new CollectionException(51185, $"$merge write error: 'on' field cannot be an array: {path}")
                : new BsonDocumentBuilder { { "$eq", value } }.ToDocument());
        }

        return query.ToDocument();
    }

    private void MergeInto(
        LocalCollection collection,
        in StoredDocument found,
        MergeSpec spec,
        BsonDocument document,
        IReadOnlyList<BsonValue> variables)
    {
        switch (spec.WhenMatched)
        {
            case "keepExisting":
                return;
            case "delete":
                Delete(collection, found);
                return;
            case "fail":
                throw CollectionErrors.Duplicate(collection.Name, LocalIndex.OfIds, KeyDocument(found.Id));
            default:
                break;
        }

        var operation = spec.Pipeline
            ?? UpdateCompiler.Compile(spec.WhenMatched == "replace" ? document : SetAll(document));
        var context = new UpdateContext(Clock)
        {
            Variables = spec.Pipeline is null ? [] : variables,
        };
        var after = operation.Apply(found.Body, context);
        if (!ReferenceEquals(after.Buffer, found.Body.Buffer))
        {
            Update(collection, found, after.Copy(), operation.IsReplacement);
        }
    }

    private void MergeNew(LocalCollection collection, MergeSpec spec, BsonDocument document)
    {
        switch (spec.WhenNotMatched)
        {
            case "discard":
                return;
            case "fail":
                throw new CollectionException(
                    13113, "$merge could not find a matching document in the target collection for at least one "
                        + "document in the source collection");
            default:
                break;
        }

        // These modes are an upsert by $set on the server, which sorts the fields that it adds.
        if (spec.WhenMatched is "merge" or "keepExisting")
        {
            var context = new UpdateContext(Clock) { IsInsert = true };
            document = UpdateCompiler.Compile(SetAll(document)).Apply(BsonDocument.Empty, context).Copy();
        }

        Insert(collection, DocumentRules.Prepare(document, this));
    }

    private static BsonDocument SetAll(BsonDocument document) =>
        new BsonDocumentBuilder { { "$set", document } }.ToDocument();
}
