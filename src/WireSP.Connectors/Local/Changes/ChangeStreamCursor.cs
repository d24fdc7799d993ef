using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Queries;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local.Changes;

/// <summary>
/// The changes of a collection, a database or all of them, from a place in the history on and without end; only what
/// takes the collection or database away ends it.
/// </summary>
internal sealed class ChangeStreamCursor : LocalCursor
{
    private readonly SessionPool _sessions;
    private readonly LocalStore _store;
    private readonly ChangeStreamScope _scope;
    private readonly ChangeEvent _events;
    private readonly LanguageStages? _stages;
    private readonly List<BsonDocument> _made = [];
    private ulong _seen;
    private ChangeRow? _endedBy;
    private bool _isEnded;
    private BsonDocument _token;

    /// <summary>Opens a stream.</summary>
    /// <exception cref="CollectionException">Its beginning has been forgotten.</exception>
    public ChangeStreamCursor(
        SessionPool sessions,
        LocalStore store,
        ChangeStreamScope scope,
        ChangeStreamOptions options,
        LanguageStages? stages)
    {
        _sessions = sessions;
        _store = store;
        _scope = scope;
        _stages = stages;
        _events = new ChangeEvent(options, store);
        _seen = options.Token?.SeenTime
            ?? (options.StartTime is { } start ? Math.Max(start, 1) - 1 : store.History.LastTime);
        _token = (options.Token ?? Changes.ResumeToken.After(_seen)).ToDocument();
        if (_seen < store.History.PrunedThrough)
        {
            throw CollectionErrors.HistoryLost();
        }

        if (options.Token is { IsEvent: true, IsInvalidate: false } token)
        {
            _endedBy = FindEnd(token.Time);
        }
    }

    /// <inheritdoc/>
    public override BsonDocument? ResumeToken => _token;

    /// <inheritdoc/>
    public override async ValueTask ReadAsync(CursorBatch batch, TimeSpan wait, CancellationToken cancellationToken)
    {
        var deadline = _store.Clock.GetUtcNow() + wait;
        AddPending(batch);
        while (true)
        {
            Read(batch);
            var left = deadline - _store.Clock.GetUtcNow();
            if (batch.Documents.Count > 0 || IsExhausted || left <= TimeSpan.Zero)
            {
                break;
            }

            await _store.History.WaitAsync(_seen, left, cancellationToken);
        }

        if (batch.Documents.Count > 0)
        {
            _token = batch.Documents[^1]["_id"].AsDocument;
        }
        else if (!HasPending)
        {
            _token = Changes.ResumeToken.After(_seen).ToDocument();
        }
    }

    private void Read(CursorBatch batch)
    {
        using var lease = _sessions.Take();
        while (!batch.IsFull && !HasPending)
        {
            if (_endedBy is { } cause)
            {
                Tell(ChangeEvent.WriteInvalidate(cause), batch);
                _endedBy = null;
                _isEnded = true;
            }

            if (_isEnded)
            {
                IsExhausted = !HasPending;
                return;
            }

            var rows = ChangeRows.ReadAfter(lease.Session, _seen);
            if (rows.Count == 0)
            {
                return;
            }

            foreach (var row in rows)
            {
                _seen = row.Time;
                if (row.IsIn(_scope) && !TellChange(row, batch, lease.Session))
                {
                    break;
                }
            }
        }
    }

    // Whether there is room for more.
    private bool TellChange(ChangeRow row, CursorBatch batch, SqliteSession session)
    {
        _endedBy = row.Ends(_scope) ? row : null;
        Tell(_events.Write(row, session), batch);
        return _endedBy is null && !HasPending && !batch.IsFull;
    }

    private void Tell(BsonDocument change, CursorBatch batch)
    {
        if (change.Length > BsonLimits.DocumentSizeBytesMax)
        {
            throw CollectionErrors.TooLarge(
                $"a change event has {change.Length} bytes, more than {BsonLimits.DocumentSizeBytesMax}: "
                + "leave images out");
        }

        if (_stages is null)
        {
            _ = Add(batch, change);
            return;
        }

        _made.Clear();
        _stages.Process(change, _made);
        foreach (var made in _made)
        {
            CheckToken(change["_id"], made["_id"]);
            _ = Add(batch, made);
        }
    }

    private static void CheckToken(BsonValue before, BsonValue after)
    {
        if (after.IsMissing || BsonValueComparer.Compare(before, after) != 0)
        {
            throw CollectionErrors.TokenChanged(
                ExtendedJson.Format(before), after.IsMissing ? "nothing" : ExtendedJson.Format(after));
        }
    }

    // A stream that goes on behind what ended it has to tell the end.
    private ChangeRow? FindEnd(ulong time)
    {
        using var lease = _sessions.Take();
        var row = ChangeRows.ReadAt(lease.Session, time);
        return row is not null && row.IsIn(_scope) && row.Ends(_scope) ? row : null;
    }
}
