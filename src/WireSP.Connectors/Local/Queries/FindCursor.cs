using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local.Queries;

/// <summary>The documents of a find: filtered, sorted, cut to a part, projected.</summary>
internal sealed class FindCursor : LocalCursor
{
    private readonly SessionPool _sessions;
    private readonly LocalStore _store;
    private readonly LocalCollection _collection;
    private readonly DocumentScan _scan;
    private readonly SortedDocuments? _sorted;
    private readonly DocumentProjection? _projection;
    private Queue<BsonDocument>? _results;
    private long _skip;
    private long _left;

    /// <summary>Plans a find.</summary>
    public FindCursor(
        SessionPool sessions,
        LocalStore store,
        LocalCollection collection,
        FindRequest request,
        CommandVariables let)
    {
        _sessions = sessions;
        _store = store;
        _collection = collection;
        _skip = request.Skip;
        _left = request.Limit == 0 ? long.MaxValue : request.Limit;
        _projection = DocumentProjection.OfFind(request.Projection, store.Clock, let);
        var order = FindOrder.Of(request);
        if (order is null)
        {
            var kept = request.Limit == 0 ? 0 : request.Limit + request.Skip;
            _sorted = new SortedDocuments(request.Sort!.Value, kept, store.Clock);
        }

        _scan = new DocumentScan(
            collection, DocumentFilter.Compile(request.Filter, store.Clock, let), order ?? ScanOrder.Any);
    }

    /// <summary>How the documents are found.</summary>
    public ScanPlan Plan => _scan.Plan;

    /// <inheritdoc/>
    public override ValueTask ReadAsync(CursorBatch batch, TimeSpan wait, CancellationToken cancellationToken)
    {
        AddPending(batch);
        if (_store.Catalog.Find(_collection.Name)?.Id != _collection.Id)
        {
            throw CollectionErrors.Dropped(_collection.Name);
        }

        if (_sorted is not null && _results is null)
        {
            Sort(cancellationToken);
        }

        if (_results is not null)
        {
            ReadResults(batch);
        }
        else
        {
            ReadRows(batch, cancellationToken);
        }

        return ValueTask.CompletedTask;
    }

    private void Sort(CancellationToken cancellationToken)
    {
        Walk(
            () =>
            {
                _sorted!.Add(_scan.Current.Body);
                return true;
            },
            cancellationToken);
        _results = new Queue<BsonDocument>(_sorted!.ToList());
    }

    private void ReadResults(CursorBatch batch)
    {
        while (!batch.IsFull && _left > 0 && _results!.TryDequeue(out var document))
        {
            if (!Take(batch, document))
            {
                return;
            }
        }

        IsExhausted = !HasPending && (_left == 0 || (!batch.IsFull && _results!.Count == 0));
    }

    private void ReadRows(CursorBatch batch, CancellationToken cancellationToken)
    {
        if (batch.IsFull)
        {
            return;
        }

        var isAtEnd = Walk(() => Take(batch, _scan.Current.Body) && _left > 0 && !batch.IsFull, cancellationToken);
        IsExhausted = !HasPending && (isAtEnd || _left == 0);
    }

    private bool Take(CursorBatch batch, BsonDocument document)
    {
        if (_skip > 0)
        {
            _skip--;
            return true;
        }

        _left--;
        return Add(batch, _projection is null ? document : _projection.Apply(document));
    }

    // Whether the walk came to its end.
    private bool Walk(Func<bool> takesMore, CancellationToken cancellationToken)
    {
        using var lease = _sessions.Take();
        _scan.Attach(lease.Session);
        try
        {
            while (_scan.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!takesMore())
                {
                    return false;
                }
            }

            return true;
        }
        finally
        {
            _scan.Detach();
        }
    }
}
