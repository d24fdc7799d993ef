using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Enrichment;
using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.Collections.Lookups;

/// <summary>
/// Answers documents from what was found for the same values before, as long as that is not too old; asks for the
/// others. That nothing was found is remembered as well.
/// </summary>
internal sealed class CachedLookup(
    EqualityLookup inner, LookupRequest request, LookupCache settings, TaskContext context) : IEnricher
{
    private readonly LookupKeys _keys = new(request.LocalField!, request.ForeignField!);
    private readonly BsonWriter _key = new();
    private readonly List<BsonValue> _values = [];
    private AnswerCache _cache = new(settings.TimeToLive, 0, context.Clock);
    private long _hits;
    private long _misses;

    /// <inheritdoc/>
    public long HeldBytes => _cache.Bytes;

    /// <inheritdoc/>
    public CacheStatistics? Cache => new CacheStatistics(_hits, _misses, _cache.Count);

    /// <inheritdoc/>
    public ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        var most = context.MemoryBytes is { } memory ? (long)(memory * LookupLimits.CacheShareMax) : long.MaxValue;
        if (settings.BytesMax > most)
        {
            throw new StreamProcessorException(
                PipelineErrorCodes.InvalidOptions,
                FailureDomain.User,
                RetryPolicy.Never,
                $"$cachedLookup: 'maxMemUsageBytes' is {settings.BytesMax}; the tier allows {most}, an eighth of its "
                    + "memory. Use a larger tier or a smaller cache");
        }

        var bytes = settings.BytesMax
            ?? (context.MemoryBytes is { } tier
                ? (long)(tier * LookupLimits.CacheShareDefault)
                : LookupLimits.CacheBytesDefault);
        _cache = new AnswerCache(settings.TimeToLive, bytes, context.Clock);
        return inner.OpenAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<int> EnrichAsync(EnrichmentBatch batch, CancellationToken cancellationToken)
    {
        var count = Math.Min(batch.Count, LookupLimits.DocumentsMax);
        var keys = new byte[count][];
        var asked = new Dictionary<byte[], int>(KeyBytes.Instance);
        List<int> missing = [];
        for (var i = 0; i < count; i++)
        {
            keys[i] = KeyOf(batch[i]);
            if (_cache.Find(keys[i]) is { } answer)
            {
                batch.Answer(i, BsonValue.FromArray(answer));
            }
            else if (asked.TryAdd(keys[i], i))
            {
                missing.Add(i);
            }
        }

        var answered = missing.Count == 0
            ? 0
            : await inner.EnrichAsync(batch.Pick(missing), cancellationToken).ConfigureAwait(false);
        var done = answered < missing.Count ? missing[answered] : count;
        for (var i = 0; i < done; i++)
        {
            Complete(batch, i, asked.TryGetValue(keys[i], out var first) ? first : null, keys[i]);
        }

        return done;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => inner.DisposeAsync();

    private void Complete(EnrichmentBatch batch, int index, int? askedBy, byte[] key)
    {
        if (askedBy is not { } first || first < index)
        {
            _hits++;
            CopyAnswer(batch, index, askedBy);
            return;
        }

        _misses++;
        if (batch.AnswerOf(index) is { Type: BsonType.Array } answer)
        {
            _cache.Add(key, answer.AsArray);
        }
    }

    // Another document of the batch has asked the same.
    private static void CopyAnswer(EnrichmentBatch batch, int index, int? first)
    {
        if (first is not { } asker)
        {
            return;
        }

        if (batch.ReasonOf(asker) is { } reason)
        {
            batch.Refuse(index, reason);
        }
        else
        {
            batch.Answer(index, batch.AnswerOf(asker));
        }
    }

    private byte[] KeyOf(BsonDocument document)
    {
        _values.Clear();
        _key.Reset();
        _keys.Collect(document, _values);
        foreach (var value in _values)
        {
            BsonKey.Append(_key, value);
        }

        return _key.Written.ToArray();
    }
}
