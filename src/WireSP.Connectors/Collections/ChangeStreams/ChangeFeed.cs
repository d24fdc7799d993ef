using WireSP.Bson;
using WireSP.Streaming;

namespace WireSP.Connectors.Collections.ChangeStreams;

/// <summary>
/// One open change stream, change by change: always has a place to go on from, which moves also while nothing happens,
/// and tells when what is watched has gone.
/// </summary>
internal sealed class ChangeFeed(ChangeSourceOptions options, ICollectionAccess access) : IAsyncDisposable
{
    private ICollectionCursor? _cursor;
    private CursorBatch _batch = new(0);
    private int _next;
    private string? _lastEnding;

    /// <summary>Where reading stands behind what was taken last.</summary>
    public ChangePosition Position { get; private set; } = new();

    /// <summary>What ended the stream; null when nothing did.</summary>
    public string? End => Position.End;

    /// <summary>Whether the last look found nothing that had not been taken.</summary>
    public bool IsCaughtUp { get; private set; }

    private bool HasPending => _next < _batch.Documents.Count;

    /// <summary>Opens the stream at a place.</summary>
    /// <exception cref="StreamProcessorException">It cannot be served from there.</exception>
    public async ValueTask OpenAsync(ChangePosition from, CancellationToken cancellationToken)
    {
        Position = from;
        try
        {
            _cursor = await access.WatchAsync(
                options.Scope, ChangeStreamStages.Write(options, from), options.ReadPreference, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (StreamProcessorException failure)
        {
            throw ChangeErrors.Translate(failure, options);
        }

        if (_cursor.ResumeToken is { } token)
        {
            Position = new ChangePosition { Token = token };
        }
    }

    /// <summary>Looks for changes unless some wait to be taken.</summary>
    /// <exception cref="StreamProcessorException">The stream cannot go on.</exception>
    public async ValueTask FillAsync(TimeSpan wait, CancellationToken cancellationToken)
    {
        if (HasPending || End is not null)
        {
            return;
        }

        _batch = new CursorBatch(StreamingLimits.BatchDocumentsMax);
        _next = 0;
        try
        {
            await _cursor!.ReadAsync(_batch, wait, cancellationToken).ConfigureAwait(false);
        }
        catch (StreamProcessorException failure)
        {
            throw ChangeErrors.Translate(failure, options);
        }

        IsCaughtUp = !HasPending;
        if (IsCaughtUp)
        {
            MoveBehindBatch();
        }
    }

    /// <summary>Takes the next change.</summary>
    /// <returns>False when another look is needed.</returns>
    public bool TryTake(out BsonDocument change)
    {
        change = default;
        if (!HasPending)
        {
            return false;
        }

        change = _batch.Documents[_next++];
        Position = new ChangePosition { Token = change["_id"].AsDocument };
        var operation = change["operationType"];
        var name = operation.Type == BsonType.String ? operation.AsString : "";
        if (name is "drop" or "rename" or "dropDatabase")
        {
            _lastEnding = Describe(name, change);
        }

        if (!HasPending)
        {
            MoveBehindBatch();
        }

        if (name != "invalidate")
        {
            return true;
        }

        // It tells nothing that the failure does not tell.
        EndHere();
        return false;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_cursor is not null)
        {
            await _cursor.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static string Describe(string operation, BsonDocument change)
    {
        var name = change["ns"] is { Type: BsonType.Document } ns
            ? (Database: ns.AsDocument["db"], Collection: ns.AsDocument["coll"])
            : default;
        var collection = name.Collection.Type == BsonType.String ? $".{name.Collection.AsString}" : "";
        var full = name.Database.Type == BsonType.String ? name.Database.AsString + collection : "it";
        return operation switch
        {
            "drop" => $"the collection {full} was dropped",
            "rename" => $"the collection {full} was renamed",
            _ => $"the database {full} was dropped",
        };
    }

    private void MoveBehindBatch()
    {
        if (_cursor!.ResumeToken is { } token)
        {
            Position = new ChangePosition { Token = token };
        }

        if (_cursor.IsExhausted)
        {
            EndHere();
        }
    }

    private void EndHere() =>
        Position = Position with { End = _lastEnding ?? "what it watched was dropped or renamed" };
}
