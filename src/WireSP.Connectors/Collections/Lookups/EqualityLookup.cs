using WireSP.Bson;
using WireSP.Streaming.Enrichment;

namespace WireSP.Connectors.Collections.Lookups;

/// <summary>
/// Answers documents by equal fields: one query asks for all distinct values of many documents, and what it finds is
/// shared out among them.
/// </summary>
internal sealed class EqualityLookup(LookupTarget target) : IEnricher
{
    private readonly LookupKeys _keys = new(target.Request.LocalField!, target.Request.ForeignField!);

    // Fewer after a batch whose answers were too many to hold.
    private int _documentsMax = LookupLimits.DocumentsMax;
    private long _heldBytes;

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken) => target.OpenAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<int> EnrichAsync(EnrichmentBatch batch, CancellationToken cancellationToken)
    {
        var count = Math.Min(batch.Count, _documentsMax);
        while (!await TryEnrichAsync(batch, count, cancellationToken).ConfigureAwait(false))
        {
            count = _documentsMax = (count + 1) / 2;
        }

        _documentsMax = Math.Min(LookupLimits.DocumentsMax, Math.Max(_documentsMax, count * 2));
        return count;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => target.DisposeAsync();

    // False when what belongs to so many documents cannot be held at once.
    private async ValueTask<bool> TryEnrichAsync(EnrichmentBatch batch, int count, CancellationToken cancellationToken)
    {
        _heldBytes = 0;
        var parts = Math.Min(target.Request.Parallelism, count);
        if (parts == 1)
        {
            return await TryPartAsync(batch, 0, count, cancellationToken).ConfigureAwait(false);
        }

        var running = new Task<bool>[parts];
        for (var i = 0; i < parts; i++)
        {
            var from = (int)((long)count * i / parts);
            var to = (int)((long)count * (i + 1) / parts);
            running[i] = Task.Run(
                () => TryPartAsync(batch, from, to, cancellationToken).AsTask(), cancellationToken);
        }

        var done = await Task.WhenAll(running).ConfigureAwait(false);
        return Array.TrueForAll(done, isDone => isDone);
    }

    private async ValueTask<bool> TryPartAsync(
        EnrichmentBatch batch, int from, int to, CancellationToken cancellationToken)
    {
        var table = new KeyTable(_keys, target.Request.ForeignField!);
        var asked = new KeyMatches[to - from][];
        for (var i = from; i < to; i++)
        {
            asked[i - from] = table.Add(batch[i]);
        }

        // What belongs to one document is held whatever it takes, up to what makes the document too large.
        var isOne = to - from == 1;
        if (!isOne && table.KeyBytesHeld > LookupLimits.QueryBytesMax)
        {
            return false;
        }

        var held = true;
        long ownBytes = 0;
        if (table.Values.Count > 0)
        {
            await target.FindAsync(
                _keys.Query(table.Values),
                found => held = !table.Share(found)
                    || (isOne ? (ownBytes += found.Length) <= BsonLimits.DocumentSizeBytesMax : MayHold(found.Length)),
                cancellationToken).ConfigureAwait(false);
        }

        if (!held && !isOne)
        {
            return false;
        }

        for (var i = from; i < to; i++)
        {
            Answer(batch, i, asked[i - from]);
        }

        return true;
    }

    private bool MayHold(int bytes) => Interlocked.Add(ref _heldBytes, bytes) <= target.HeldBytesMax;

    private void Answer(EnrichmentBatch batch, int index, KeyMatches[] asked)
    {
        if (asked is [{ Answer: { } known }])
        {
            batch.Answer(index, BsonValue.FromArray(known));
            return;
        }

        var found = Collect(asked);
        if (found.IsTooLarge)
        {
            batch.Refuse(index, target.TooLargeReason);
            return;
        }

        var answer = found.ToArray();
        batch.Answer(index, BsonValue.FromArray(answer));
        if (asked is [var only])
        {
            only.Answer = answer;
        }
    }

    // In the order in which the query found them, each once.
    private static FoundDocuments Collect(KeyMatches[] asked)
    {
        var all = new FoundDocuments();
        if (asked is [var only])
        {
            foreach (var (_, document) in only.Found)
            {
                all.Add(document);
            }

            return all;
        }

        var places = new SortedDictionary<int, BsonDocument>();
        foreach (var one in asked)
        {
            foreach (var (place, document) in one.Found)
            {
                places[place] = document;
            }
        }

        foreach (var document in places.Values)
        {
            all.Add(document);
        }

        return all;
    }
}
