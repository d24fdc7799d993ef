using System.Diagnostics.CodeAnalysis;
using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local.Queries.Steps;

/// <summary>
/// Feeds a pipeline from a collection as far as documents are asked for. A <c>$match</c> at the beginning becomes the
/// scan's own query and a <c>$sort</c> by <c>_id</c> behind it the scan's order, so that keys are used.
/// </summary>
internal sealed class AggregateSource
{
    private readonly SessionPool _sessions;
    private readonly DocumentScan? _scan;
    private readonly IReadOnlyList<BsonDocument>? _given;
    private readonly AggregateStep _first;
    private readonly ResultStep _results = new();
    private bool _isDone;

    /// <summary>Plans a pipeline.</summary>
    /// <exception cref="CollectionException">A stage is not legal here.</exception>
    public AggregateSource(
        SessionPool sessions,
        LocalStore store,
        CollectionNamespace name,
        AggregateReader reader,
        IReadOnlyList<BsonDocument> stages)
    {
        _sessions = sessions;
        _given = reader.ReadGiven(name, stages);
        var skipped = _given is null ? 0 : 1;
        var query = BsonDocument.Empty;
        if (_given is null && stages.Count > 0 && stages[0]["$match"] is { Type: BsonType.Document } match)
        {
            query = match.AsDocument;
            skipped = 1;
        }

        var order = ScanOrder.Any;
        if (_given is null && stages.Count > skipped && stages[skipped]["$sort"] is { Type: BsonType.Document } sort
            && !sort.AsDocument.IsEmpty && FindOrder.Of(
                new FindRequest(name) { Sort = sort.AsDocument }) is { } readable)
        {
            order = readable;
            skipped++;
        }

        var filter = DocumentFilter.Compile(query, store.Clock, reader.Let);
        _first = reader.Build([.. stages.Skip(skipped)], _results);
        _scan = _given is null && store.Catalog.Find(name) is { } collection
            ? new DocumentScan(collection, filter, order) : null;
    }

    /// <summary>How the documents are found; null when there is no such collection.</summary>
    public ScanPlan? Plan => _scan?.Plan;

    /// <summary>The next document that comes out.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryRead([MaybeNullWhen(false)] out BsonDocument document)
    {
        if (_results.Documents.Count == 0 && !_isDone)
        {
            Feed();
        }

        return _results.Documents.TryDequeue(out document);
    }

    // Goes on until a reply's worth has come out, so that the scan is not attached anew for each document.
    private void Feed()
    {
        if (_scan is not null)
        {
            using var lease = _sessions.Take();
            _scan.Attach(lease.Session);
            try
            {
                while (_results.Documents.Count < LocalLimits.FirstBatchDocuments && !_isDone)
                {
                    _isDone = _first.IsSatisfied || !_scan.MoveNext();
                    if (!_isDone)
                    {
                        Process(_scan);
                    }
                }
            }
            finally
            {
                _scan.Detach();
            }
        }
        else
        {
            foreach (var document in _given ?? [])
            {
                _first.Process(document);
            }

            _isDone = true;
        }

        if (_isDone)
        {
            _first.Finish();
        }
    }

    private void Process(DocumentScan scan)
    {
        var before = _results.Documents.Count;
        _first.Process(scan.Current.Body);
        if (_results.Documents.Count == before)
        {
            scan.Release();
        }
    }
}
