using WireSP.Bson;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local;

/// <summary>
/// A walk over the documents that a query matches. It is attached to a connection for a batch and remembers where it
/// stood between batches, so that an open cursor holds nothing of the store; what is inserted behind it is still seen.
/// </summary>
internal sealed class DocumentScan(LocalCollection collection, DocumentFilter filter, ScanOrder order)
{
    private readonly ScanPlan _plan = ScanPlanner.Plan(collection, filter.Query, order);
    private SqliteStatement? _rows;
    private BsonWriter _bytes = new();
    private int _currentStart;
    private long _lastRecord;
    private byte[]? _lastKey;
    private int _nextPoint;
    private bool _isDone;

    /// <summary>How the documents are found.</summary>
    public ScanPlan Plan => _plan;

    /// <summary>The document that the walk stands on; its bytes are valid for good.</summary>
    public StoredDocument Current { get; private set; }

    /// <summary>Documents looked at so far.</summary>
    public long ExaminedCount { get; private set; }

    /// <summary>Attaches the walk to a connection until <see cref="Detach"/>.</summary>
    public void Attach(SqliteSession session)
    {
        _bytes = new BsonWriter(16 * 1024);
        if (_isDone)
        {
            return;
        }

        try
        {
            _rows = _plan.Points is null ? OpenWalk(session) : OpenPoint(session);
        }
        catch (SqliteFailure failure) when (failure.IsMissingTable)
        {
            throw CollectionErrors.Dropped(collection.Name);
        }
    }

    /// <summary>Lets the connection go; the walk goes on where it stands when it is attached again.</summary>
    public void Detach()
    {
        _rows?.Reset();
        _rows = null;
    }

    /// <summary>Goes to the next document that matches.</summary>
    /// <returns>False when there is none.</returns>
    public bool MoveNext()
    {
        while (!_isDone && NextRow())
        {
            ExaminedCount++;
            var start = _bytes.Position;
            _bytes.WriteRaw(_rows!.Blob(1));
            _lastRecord = _rows.Int64(0);
            if (_plan.Points is null && _plan.Order is ScanOrder.Id or ScanOrder.IdDescending)
            {
                _lastKey = _rows.Blob(2).ToArray();
            }

            var body = _bytes.DocumentFrom(start);
            if (filter.Matches(body))
            {
                Current = new StoredDocument(_lastRecord, body);
                _currentStart = start;
                return true;
            }

            _bytes.Truncate(start);
        }

        _isDone = true;
        return false;
    }

    /// <summary>Gives the memory of the present document back: nobody looks at it any more.</summary>
    public void Release() => _bytes.Truncate(_currentStart);

    private bool NextRow()
    {
        try
        {
            return _plan.Points is null ? _rows!.Step() : NextPoint(_plan.Points);
        }
        catch (SqliteFailure failure) when (failure.IsMissingTable)
        {
            throw CollectionErrors.Dropped(collection.Name);
        }
    }

    private bool NextPoint(IReadOnlyList<byte[]> points)
    {
        while (_nextPoint < points.Count)
        {
            BindPoint(points[_nextPoint++]);
            if (_rows!.Step())
            {
                return true;
            }
        }

        return false;
    }

    private SqliteStatement OpenPoint(SqliteSession session) => _plan.IndexId == 0
        ? session.Prepare($"SELECT record, body FROM {collection.Table} WHERE key = ?1")
        : session.Prepare(
            $"SELECT d.record, d.body FROM local_unique u JOIN {collection.Table} d ON d.record = u.record "
            + "WHERE u.index_id = ?2 AND u.key = ?1");

    private void BindPoint(byte[] key)
    {
        _rows!.Reset();
        _rows.Bind(1, key);
        if (_plan.IndexId != 0)
        {
            _rows.Bind(2, _plan.IndexId);
        }
    }

    private SqliteStatement OpenWalk(SqliteSession session)
    {
        var table = collection.Table;
        switch (_plan.Order)
        {
            case ScanOrder.Id:
                var low = _lastKey is { } last ? KeyRange.After(last) : _plan.Range.Low;
                return session.Prepare(
                        $"SELECT record, body, key FROM {table} WHERE key >= ?1 AND key < ?2 ORDER BY key")
                    .Bind(1, low)
                    .Bind(2, _plan.Range.High);
            case ScanOrder.IdDescending:
                return session.Prepare(
                        $"SELECT record, body, key FROM {table} WHERE key >= ?1 AND key < ?2 ORDER BY key DESC")
                    .Bind(1, _plan.Range.Low)
                    .Bind(2, _lastKey ?? _plan.Range.High);
            case ScanOrder.NaturalDescending:
                return session.Prepare($"SELECT record, body FROM {table} WHERE record < ?1 ORDER BY record DESC")
                    .Bind(1, _lastRecord == 0 ? long.MaxValue : _lastRecord);
            default:
                return session.Prepare($"SELECT record, body FROM {table} WHERE record > ?1 ORDER BY record")
                    .Bind(1, _lastRecord);
        }
    }
}
