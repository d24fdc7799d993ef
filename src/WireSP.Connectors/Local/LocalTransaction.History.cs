using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Changes;

namespace WireSP.Connectors.Local;

/// <content>The history that change streams read: written with the change, cut at its bounds.</content>
public sealed partial class LocalTransaction
{
    private const int RowOverheadBytes = 64;

    /// <summary>The time that the next change will have.</summary>
    internal ulong NextTime => Math.Max(LastTime + 1, ((ulong)_store.Clock.GetUtcNow().ToUnixTimeSeconds() << 32) | 1);

    /// <summary>Forgets the oldest changes that are beyond the bounds, and keeps count.</summary>
    internal void PruneHistory()
    {
        var oldestKept = (ulong)Math.Max(
            0, (_store.Clock.GetUtcNow() - _store.Options.HistoryAgeMax).ToUnixTimeSeconds()) << 32;
        var (through, bytes) = FindPruned(oldestKept);
        if (through > PrunedThrough)
        {
            _session.Prepare("DELETE FROM local_changes WHERE time <= ?1").Bind(1, (long)through).Run();
            HistoryBytes -= bytes;
            PrunedThrough = through;
            LocalSchema.WriteState(_session, ChangeHistory.PrunedThroughState, (long)through);
        }

        LocalSchema.WriteState(_session, ChangeHistory.BytesState, HistoryBytes);
    }

    private (ulong Through, long Bytes) FindPruned(ulong oldestKept)
    {
        var through = PrunedThrough;
        long bytes = 0;
        var statement = _session.Prepare("SELECT time, size FROM local_changes ORDER BY time LIMIT ?1")
            .Bind(1, LocalLimits.HistoryPrunedPerCommit);
        while (statement.Step())
        {
            var time = (ulong)statement.Int64(0);
            if (time >= oldestKept && HistoryBytes - bytes <= _store.Options.HistoryBytesMax)
            {
                break;
            }

            through = time;
            bytes += statement.Int64(1);
        }

        statement.Reset();
        return (through, bytes);
    }

    private void Record(
        LocalCollection collection, ChangeKind kind, BsonDocument change, BsonDocument? before, BsonDocument? after)
    {
        if (collection.TimeSeries is not null)
        {
            Record(collection.Name, ChangeKind.Untold, BsonDocument.Empty, null, null);
            return;
        }

        var keepsImages = collection.RecordsImages;
        Record(
            collection.Name, kind, change, keepsImages ? Present(before) : null, keepsImages ? Present(after) : null);
    }

    private static BsonDocument? Present(BsonDocument? image) => image is { IsEmpty: false } ? image : null;

    private void Record(
        in CollectionNamespace name, ChangeKind kind, BsonDocument change, BsonDocument? before, BsonDocument? after)
    {
        var now = _store.Clock.GetUtcNow();
        LastTime = NextTime;
        var size = RowOverheadBytes + change.Length + (before?.Length ?? 0) + (after?.Length ?? 0);
        var statement = _session.Prepare("INSERT INTO local_changes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")
            .Bind(1, (long)LastTime)
            .Bind(2, now.ToUnixTimeMilliseconds())
            .Bind(3, (long)kind)
            .Bind(4, name.Database)
            .Bind(5, name.Collection)
            .Bind(6, size)
            .Bind(7, change.Span);
        statement = before is { } earlier ? statement.Bind(8, earlier.Span) : statement.BindNull(8);
        statement = after is { } later ? statement.Bind(9, later.Span) : statement.BindNull(9);
        statement.Run();
        HistoryBytes += size;
        WrittenBytes += size;
    }
}
