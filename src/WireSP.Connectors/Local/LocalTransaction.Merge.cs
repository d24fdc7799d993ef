using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Expressions.Updates;

namespace WireSP.Connectors.Local;

/// <content>Merging documents into a collection, as <c>$merge</c> does.</content>
public sealed partial class LocalTransaction
{
    /// <summary>Merges one document. What throws has changed nothing, but that its collection may be there now.
    /// </summary>
    /// <exception cref="CollectionException">The document has no key, or an index refuses the result.</exception>
    /// <exception cref="WireSP.Expressions.EvaluationException">The pipeline does not suit it.</exception>
    internal void Merge(LocalMerge merge, in MergeWrite write)
    {
        var (collection, index) = merge.Find(this, write.Into);
        var existing = merge.Key.IsId && !write.Document.TryGetValue("_id"u8, out _)
            ? null
            : FindByKey(collection, index, merge.Key.Read(write.Document), write.Document);
        if (existing is { } found)
        {
            MergeInto(collection, found, merge, write);
        }
        else
        {
            MergeNew(collection, merge, write);
        }
    }

    private StoredDocument? FindByKey(
        LocalCollection collection, LocalIndex index, ReadOnlySpan<BsonValue> key, BsonDocument document)
    {
        if (index.Id == 0)
        {
            return FindById(collection, key[0]);
        }

        // The fields of the key are no lists, so the document has one key.
        var record = _session.Prepare("SELECT record FROM local_unique WHERE index_id = ?1 AND key = ?2")
            .Bind(1, index.Id)
            .Bind(2, IndexKeys.Of(index, document)[0].Key);
        long? number = record.Step() ? record.Int64(0) : null;
        record.Reset();
        if (number is not { } found)
        {
            return null;
        }

        var statement = _session.Prepare($"SELECT body FROM {collection.Table} WHERE record = ?1").Bind(1, found);
        _ = statement.Step();
        var stored = new StoredDocument(found, new BsonDocument(statement.Blob(0).ToArray()));
        statement.Reset();
        return stored;
    }

    private void MergeInto(LocalCollection collection, in StoredDocument found, LocalMerge merge, in MergeWrite write)
    {
        if (merge.FailsWhenMatched)
        {
            throw CollectionErrors.Duplicate(collection.Name, LocalIndex.OfIds, KeyDocument(found.Id));
        }

        switch (write.WhenMatched)
        {
            case MergeMode.KeepExisting:
                break;
            case MergeMode.Delete:
                Delete(collection, found);
                break;
            case MergeMode.Pipeline:
                merge.Context.IsInsert = false;
                merge.Context.Variables = write.Variables;
                Apply(merge.Pipeline!, collection, found, merge);
                break;
            case MergeMode.Replace:
                Apply(UpdateCompiler.Compile(Replacement(write.Document)), collection, found, merge);
                break;
            default:
                SetAll(collection, found, merge, write.Document);
                break;
        }
    }

    private void SetAll(LocalCollection collection, in StoredDocument found, LocalMerge merge, BsonDocument document)
    {
        merge.Output.Reset();
        if (!IsSameId(document, found.Id) || !MergedDocument.TryWrite(found.Body, document, merge.Output))
        {
            Apply(UpdateCompiler.Compile(SetAll(document)), collection, found, merge);
            return;
        }

        if (!merge.Output.Written.SequenceEqual(found.Body.Span))
        {
            var after = merge.Output.ToDocument();
            DocumentRules.CheckSize(after);
            Update(collection, found, after, isReplacement: false);
        }
    }

    private void Apply(
        UpdateOperation operation, LocalCollection collection, in StoredDocument found, LocalMerge merge)
    {
        var after = operation.Apply(found.Body, merge.Context);
        if (!ReferenceEquals(after.Buffer, found.Body.Buffer))
        {
            CheckKeyStays(merge.Key, found.Body, after);
            Update(collection, found, after.Copy(), operation.IsReplacement);
        }
    }

    private void MergeNew(LocalCollection collection, LocalMerge merge, in MergeWrite write)
    {
        if (merge.FailsWhenNotMatched)
        {
            throw new CollectionException(
                13113, "$merge could not find a matching document in the target collection for at least one document "
                    + "in the source collection");
        }

        if (write.IsInserted)
        {
            // These modes are an upsert by $set on the server, which sorts the fields that it adds.
            var isSorted = write.WhenMatched is MergeMode.Merge or MergeMode.KeepExisting;
            var document = isSorted ? Sorted(write.Document, merge) : write.Document;
            Insert(collection, DocumentRules.Prepare(document, this));
        }
    }

    private static BsonDocument Sorted(BsonDocument document, LocalMerge merge)
    {
        merge.Output.Reset();
        if (MergedDocument.TryWrite(BsonDocument.Empty, document, merge.Output))
        {
            return merge.Output.DocumentFrom(0);
        }

        merge.Context.IsInsert = true;
        var sorted = UpdateCompiler.Compile(SetAll(document)).Apply(BsonDocument.Empty, merge.Context);
        merge.Context.IsInsert = false;
        return sorted.Copy();
    }

    // Documents found by an equal key of another type, or by another key, go the way that knows all rules.
    private static bool IsSameId(BsonDocument document, in BsonValue id) =>
        !document.TryGetValue("_id"u8, out var given)
        || (given.Type == id.Type && BsonKey.Of(given).AsSpan().SequenceEqual(BsonKey.Of(id)));

    private static void CheckKeyStays(MergeKey key, BsonDocument before, BsonDocument after)
    {
        if (!key.IsId && key.Hash(before) != key.Hash(after))
        {
            throw new CollectionException(
                66, "$merge cannot change the 'on' fields of a document: " + string.Join(", ", key.Paths));
        }
    }

    // A document whose first name is an operator's must not be taken for an update by operators.
    private static BsonDocument Replacement(BsonDocument document)
    {
        foreach (var element in document)
        {
            return element.NameUtf8.StartsWith("$"u8)
                ? throw CollectionErrors.BadValue($"Document can't have $ prefixed field names: {element.Name}")
                : document;
        }

        return document;
    }

    private static BsonDocument SetAll(BsonDocument document) =>
        new BsonDocumentBuilder { { "$set", document } }.ToDocument();
}
