using WireSP.Bson;
using WireSP.Streaming;
using WireSP.Streaming.Sources;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// Copies what is in the collections while their changes are read. Changes of documents that were copied are handed on,
/// those of documents that were not are left out, because the copy will show them. A chunk is handed on when the stream
/// has come to where it was read; what changed in between is read again. So each document is there once and every
/// change behind it follows, whenever the task is killed, and the stream never grows old.
/// </summary>
internal sealed class InitialCopy : IAsyncDisposable
{
    private readonly ChangeSourceOptions _options;
    private readonly ICollectionAccess _access;
    private readonly ChangeFeed _feed;
    private readonly ChangeWriter _writer;
    private readonly CancellationTokenSource _end = new();
    private List<RangeReader>? _readers;
    private CollectionReader? _collection;
    private RangeReader? _range;
    private CopyChunk? _chunk;
    private bool _isSettled;
    private int _nextDocument;

    /// <summary>Creates a copy that goes on from a progress.</summary>
    public InitialCopy(
        ChangeSourceOptions options,
        ICollectionAccess access,
        ChangeFeed feed,
        ChangeWriter writer,
        CopyProgress progress)
    {
        _options = options;
        _access = access;
        _feed = feed;
        _writer = writer;
        Progress = progress;
    }

    /// <summary>How far it has come.</summary>
    public CopyProgress Progress { get; }

    private bool HasFailed { get; set; }

    private CollectionNamespace Name => new(_options.Database!, _options.Collections[Progress.Current]);

    /// <summary>Notes how many documents there are, for people.</summary>
    public async ValueTask EstimateAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < Progress.CollectionCount; i++)
        {
            var name = new CollectionNamespace(_options.Database!, _options.Collections[i]);
            Progress.Estimate(i, await _access.EstimateCountAsync(name, cancellationToken).ConfigureAwait(false));
        }
    }

    /// <summary>What is shown of a collection: <c>pending</c>, <c>in_progress</c>, <c>completed</c>, <c>failed</c>.
    /// </summary>
    public string StatusOf(int collection) =>
        collection < Progress.Current ? "completed"
        : collection > Progress.Current ? "pending"
        : HasFailed ? "failed"
        : "in_progress";

    /// <summary>Fills a batch with copied documents and changes, until it is full or the copy complete.</summary>
    public async ValueTask ReadAsync(SourceBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            while (batch.HasRoom && !Progress.IsComplete && _feed.End is null)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await StepAsync(batch, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (StreamProcessorException)
        {
            HasFailed = true;
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        foreach (var reader in _readers ?? [])
        {
            if (reader.Reading is { } reading)
            {
                await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        _end.Dispose();
    }

    private async ValueTask StepAsync(SourceBatch batch, CancellationToken cancellationToken)
    {
        if (_isSettled)
        {
            HandOn(batch);
        }
        else if (_feed.TryTake(out var change))
        {
            Route(batch, change);
        }
        else if (_chunk is null)
        {
            await TakeChunkAsync(cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await SettleAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    // Goes on only when the stream has nothing more: then every change that the chunk may show has been seen.
    private async ValueTask SettleAsync(CancellationToken cancellationToken)
    {
        await _feed.FillAsync(CopyLimits.LookWait, cancellationToken).ConfigureAwait(false);
        if (!_feed.IsCaughtUp)
        {
            return;
        }

        var chunk = _chunk!;
        if (chunk.Touched.Count == 0 || chunk.Rereads == CopyLimits.RereadsMax)
        {
            _isSettled = true;
            _nextDocument = 0;
            return;
        }

        BsonValue[] again = [.. chunk.Touched];
        chunk.Replace(await _collection!.ReadAsync(again, cancellationToken).ConfigureAwait(false));
    }

    private async ValueTask TakeChunkAsync(CancellationToken cancellationToken)
    {
        _readers ??= await BeginCollectionAsync(cancellationToken).ConfigureAwait(false);
        var reading = _readers.Where(reader => reader.Reading is not null).ToList();
        if (reading.Count == 0)
        {
            Progress.Advance();
            _readers = null;
            return;
        }

        var first = await Task.WhenAny(reading.Select(reader => reader.Reading!))
            .WaitAsync(cancellationToken).ConfigureAwait(false);
        _ = await first.ConfigureAwait(false);
        _range = reading.First(reader => reader.Reading == first);
        _chunk = _range.Take(_end.Token);
    }

    private async ValueTask<List<RangeReader>> BeginCollectionAsync(CancellationToken cancellationToken)
    {
        var collection = new CollectionReader(_access, Name, _options.ReadPreference);
        if (Progress.Ranges.Count == 0)
        {
            List<CopyRange> ranges = [];
            var last = BsonValue.Missing;
            foreach (var bound in await collection.FindBoundsAsync(_options.CopyParallelism, cancellationToken)
                .ConfigureAwait(false))
            {
                ranges.Add(new CopyRange { Last = last, End = bound });
                last = bound;
            }

            ranges.Add(new CopyRange { Last = last });
            Progress.Ranges = ranges;
        }

        _collection = collection;
        List<RangeReader> readers = [];
        foreach (var range in Progress.Ranges)
        {
            var reader = new RangeReader(collection, range);
            readers.Add(reader);
            if (!range.IsDone)
            {
                reader.Begin(_end.Token);
            }
        }

        return readers;
    }

    private void HandOn(SourceBatch batch)
    {
        var chunk = _chunk!;
        var range = _range!.Range;
        while (batch.HasRoom && _nextDocument < chunk.Documents.Count)
        {
            var document = chunk.Documents[_nextDocument++];
            _writer.AddCopy(batch, Name, document);
            Progress.Count();
            range.Last = document["_id"];
        }

        if (_nextDocument == chunk.Documents.Count)
        {
            range.Last = chunk.IsLast ? range.Last : chunk.Through;
            range.IsDone = chunk.IsLast;
            _isSettled = false;
            _chunk = null;
        }
    }

    private void Route(SourceBatch batch, BsonDocument change)
    {
        if (IsShownByCopy(change))
        {
            return;
        }

        _writer.Add(batch, change, ChangeOrigin.OfStream);
    }

    // Whether the copy will show what the change did. A change that does not say whose it is is handed on.
    private bool IsShownByCopy(BsonDocument change)
    {
        if (change["documentKey"] is not { Type: BsonType.Document } key
            || change["ns"] is not { Type: BsonType.Document } ns
            || ns.AsDocument["coll"] is not { Type: BsonType.String } coll)
        {
            return false;
        }

        var collection = IndexOf(coll.AsString);
        if (collection != Progress.Current)
        {
            return collection > Progress.Current;
        }

        var id = key.AsDocument["_id"];
        if (_readers is not { } readers)
        {
            // Not begun, or begun by an attempt before: then only its ranges know.
            return FindRange(id) is not { } known || !known.HasCopied(id);
        }

        foreach (var reader in readers)
        {
            if (reader.Range.ReachesTo(id))
            {
                return !reader.Range.HasCopied(id) && Touch(reader, id);
            }
        }

        return false;
    }

    private bool Touch(RangeReader reader, in BsonValue id)
    {
        if (reader == _range && _chunk is { } chunk && chunk.Covers(id))
        {
            _ = chunk.Touched.Add(id);
        }
        else
        {
            reader.Touch(id);
        }

        return true;
    }

    private CopyRange? FindRange(in BsonValue id)
    {
        foreach (var range in Progress.Ranges)
        {
            if (range.ReachesTo(id))
            {
                return range;
            }
        }

        return null;
    }

    private int IndexOf(string collection)
    {
        for (var i = 0; i < _options.Collections.Count; i++)
        {
            if (string.Equals(_options.Collections[i], collection, StringComparison.Ordinal))
            {
                return i;
            }
        }

        return -1;
    }
}
