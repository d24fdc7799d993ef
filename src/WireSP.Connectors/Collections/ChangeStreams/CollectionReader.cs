using WireSP.Bson;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>Reads documents of one collection in the order of <c>_id</c>, whatever the types of these.</summary>
internal sealed class CollectionReader(
    ICollectionAccess access, CollectionNamespace name, ReadPreference preference)
{
    private static readonly BsonDocument Ascending = new BsonDocumentBuilder { { "_id", 1 } }.ToDocument();
    private static readonly BsonDocument Descending = new BsonDocumentBuilder { { "_id", -1 } }.ToDocument();

    /// <summary>The documents behind an <c>_id</c>, up to another one, as many as belong into a chunk.</summary>
    public async Task<CopyChunk> ReadChunkAsync(BsonValue after, BsonValue end, CancellationToken cancellationToken)
    {
        var filter = after.IsMissing ? BsonDocument.Empty : Condition("$gt", after);
        var documents = await FindAsync(filter, CopyLimits.ChunkDocuments, cancellationToken).ConfigureAwait(false);
        if (documents.Count == 0 && !after.IsMissing)
        {
            documents = await ReadOtherTypeAsync(after, cancellationToken).ConfigureAwait(false);
        }

        var isLast = documents.Count == 0;
        while (documents.Count > 0 && !end.IsMissing && BsonValueComparer.Compare(documents[^1]["_id"], end) > 0)
        {
            documents.RemoveAt(documents.Count - 1);
            isLast = true;
        }

        return new CopyChunk(documents, documents.Count == 0 ? after : documents[^1]["_id"], isLast)
        {
            Touched = new HashSet<BsonValue>(IdComparer.Instance),
        };
    }

    /// <summary>The documents of these <c>_id</c>s that there are.</summary>
    public async Task<IReadOnlyList<BsonDocument>> ReadAsync(
        IReadOnlyCollection<BsonValue> ids, CancellationToken cancellationToken)
    {
        var list = new BsonArrayBuilder();
        foreach (var id in ids)
        {
            list.Add(id);
        }

        List<BsonDocument> documents = [];
        var request = new FindRequest(name) { Filter = Condition("$in", list.ToArray()) };
        await using var cursor = await access.FindAsync(request, preference, cancellationToken).ConfigureAwait(false);
        while (!cursor.IsExhausted)
        {
            var batch = new CursorBatch(ids.Count);
            await cursor.ReadAsync(batch, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            documents.AddRange(batch.Documents);
        }

        return documents;
    }

    /// <summary>Values of <c>_id</c> that cut the collection into so many parts of about the same size.</summary>
    public async Task<IReadOnlyList<BsonValue>> FindBoundsAsync(int parts, CancellationToken cancellationToken)
    {
        if (parts == 1)
        {
            return [];
        }

        var size = parts * CopyLimits.SamplesPerRange;
        var stages = new BsonArrayBuilder
        {
            Stage("$sample", new BsonDocumentBuilder { { "size", size } }.ToDocument()),
            Stage("$project", new BsonDocumentBuilder { { "_id", 1 } }.ToDocument()),
            Stage("$sort", Ascending),
        };
        await using var cursor = await access.AggregateAsync(name, stages.ToArray(), preference, cancellationToken)
            .ConfigureAwait(false);
        var sample = await ReadAllAsync(cursor, size, cancellationToken).ConfigureAwait(false);
        List<BsonValue> bounds = [];
        for (var part = 1; part < parts && sample.Count >= parts; part++)
        {
            var bound = sample[part * sample.Count / parts]["_id"];
            if (bounds.Count == 0 || BsonValueComparer.Compare(bounds[^1], bound) < 0)
            {
                bounds.Add(bound);
            }
        }

        return bounds;
    }

    // A comparison finds values of its own type only: behind the last of them may be others.
    private async Task<List<BsonDocument>> ReadOtherTypeAsync(BsonValue after, CancellationToken cancellationToken)
    {
        var greatest = await FindAsync(BsonDocument.Empty, 1, cancellationToken, Descending).ConfigureAwait(false);
        if (greatest.Count == 0 || BsonValueComparer.Compare(greatest[0]["_id"], after) <= 0)
        {
            return [];
        }

        var literal = new BsonDocumentBuilder { { "$literal", after } }.ToDocument();
        var pair = new BsonArrayBuilder { "$_id", literal };
        var greater = new BsonDocumentBuilder { { "$gt", pair.ToArray() } }.ToDocument();
        return await FindAsync(
            new BsonDocumentBuilder { { "$expr", greater } }.ToDocument(), 1, cancellationToken).ConfigureAwait(false);
    }

    private async Task<List<BsonDocument>> FindAsync(
        BsonDocument filter, int limit, CancellationToken cancellationToken, BsonDocument? sort = null)
    {
        var request = new FindRequest(name) { Filter = filter, Sort = sort ?? Ascending, Limit = limit };
        await using var cursor = await access.FindAsync(request, preference, cancellationToken).ConfigureAwait(false);
        return await ReadAllAsync(cursor, limit, cancellationToken).ConfigureAwait(false);
    }

    // As many as fit into a batch: large documents make small chunks.
    private static async Task<List<BsonDocument>> ReadAllAsync(
        ICollectionCursor cursor, int limit, CancellationToken cancellationToken)
    {
        var batch = new CursorBatch(limit);
        while (!cursor.IsExhausted && !batch.IsFull)
        {
            var count = batch.Documents.Count;
            await cursor.ReadAsync(batch, TimeSpan.Zero, cancellationToken).ConfigureAwait(false);
            if (count > 0 && batch.Documents.Count == count)
            {
                break;
            }
        }

        return [.. batch.Documents];
    }

    private static BsonDocument Condition(string comparison, BsonValue operand) => new BsonDocumentBuilder
    {
        { "_id", new BsonDocumentBuilder { { comparison, operand } }.ToDocument() },
    }.ToDocument();

    private static BsonDocument Stage(string stage, BsonDocument argument) =>
        new BsonDocumentBuilder { { stage, argument } }.ToDocument();
}
