using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Queries;
using WireSP.Expressions.Updates;

namespace WireSP.Connectors.Local;

/// <content>Updates: documents found, changed by the language's own operators, and put back.</content>
public sealed partial class LocalTransaction
{
    /// <summary>The first document of an order that a query matches; null when there is none.</summary>
    public StoredDocument? FindFirst(LocalCollection collection, DocumentFilter filter, BsonDocument? sort)
    {
        var order = FindOrder.Of(new FindRequest(collection?.Name ?? default) { Sort = sort });
        if (order is { } readable)
        {
            foreach (var document in Scan(collection!, filter, readable))
            {
                return document;
            }

            return null;
        }

        var sorted = new SortedDocuments(sort!.Value, kept: 1, Clock);
        foreach (var document in Scan(collection!, filter))
        {
            sorted.Add(document.Body);
        }

        return sorted.ToList() is [var first, ..] ? FindById(collection!, first["_id"]) : null;
    }

    /// <summary>The document of that <c>_id</c>; null when there is none.</summary>
    public StoredDocument? FindById(LocalCollection collection, in BsonValue id)
    {
        ArgumentNullException.ThrowIfNull(collection);
        var statement = _session.Prepare($"SELECT record, body FROM {collection.Table} WHERE key = ?1")
            .Bind(1, KeyOf(id));
        StoredDocument? found = statement.Step()
            ? new StoredDocument(statement.Int64(0), new BsonDocument(statement.Blob(1).ToArray()))
            : null;
        statement.Reset();
        return found;
    }

    /// <summary>Runs an update.</summary>
    /// <exception cref="CollectionException">A unique index refuses a result, or nobody may write there.</exception>
    /// <exception cref="WireSP.Expressions.EvaluationException">The update does not suit a document.</exception>
    public UpdateOutcome Update(CollectionNamespace name, UpdateStatement statement)
    {
        ArgumentNullException.ThrowIfNull(statement);
        NamespaceRules.CheckWritable(name);
        if (Catalog.Find(name) is { TimeSeries: not null })
        {
            throw CollectionErrors.TimeSeries(name, "Cannot perform an update");
        }

        var filter = DocumentFilter.Compile(statement.Query, Clock, statement.Let);
        var context = new UpdateContext(Clock) { Variables = statement.Variables };
        var outcome = Catalog.Find(name) is { } collection
            ? UpdateFound(collection, statement, filter, context)
            : default;
        return outcome.Matched == 0 && statement.IsUpsert ? Upsert(name, statement, context) : outcome;
    }

    private UpdateOutcome UpdateFound(
        LocalCollection collection, UpdateStatement statement, DocumentFilter filter, UpdateContext context)
    {
        var outcome = default(UpdateOutcome);
        if (!statement.IsMulti)
        {
            return FindFirst(collection, filter, statement.Sort) is { } first
                ? UpdateOne(collection, first, statement.Operation, filter, context)
                : outcome;
        }

        foreach (var document in Scan(collection, filter))
        {
            var one = UpdateOne(collection, document, statement.Operation, filter, context);
            outcome = new UpdateOutcome(outcome.Matched + 1, outcome.Modified + one.Modified);
        }

        return outcome;
    }

    private UpdateOutcome UpdateOne(
        LocalCollection collection,
        in StoredDocument document,
        UpdateOperation operation,
        DocumentFilter filter,
        UpdateContext context)
    {
        if (operation.NeedsMatchedItem)
        {
            // Documents were matched ahead, so this one has to say again by which item it did.
            _ = filter.Matches(document.Body);
            context.MatchedItem = filter.MatchedItem;
        }

        var after = operation.Apply(document.Body, context);
        if (ReferenceEquals(after.Buffer, document.Body.Buffer) && after.Offset == document.Body.Offset)
        {
            return new UpdateOutcome(1, 0) { Before = document.Body, After = document.Body };
        }

        after = after.Copy();
        Update(collection, document, after, operation.IsReplacement);
        return new UpdateOutcome(1, 1) { Before = document.Body, After = after };
    }

    private UpdateOutcome Upsert(CollectionNamespace name, UpdateStatement statement, UpdateContext context)
    {
        var collection = FindOrCreate(name);
        context.IsInsert = true;
        var made = statement.Operation.Apply(UpsertDocument.Of(statement.Query), context);
        var document = DocumentRules.Prepare(made, this).Copy();
        Insert(collection, document);
        return new UpdateOutcome(0, 0) { After = document };
    }
}
