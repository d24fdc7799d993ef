using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local.Changes;

/// <summary>Reads changes from the history.</summary>
internal static class ChangeRows
{
    private const string Columns = "time, wall, kind, db, coll, event, before, after";

    /// <summary>The changes after a time, in order, at most so many or so many bytes.</summary>
    /// <exception cref="CollectionException">Some of them have been forgotten.</exception>
    public static List<ChangeRow> ReadAfter(SqliteSession session, ulong after)
    {
        var rows = new List<ChangeRow>();
        long bytes = 0;

        // One snapshot for both, or changes could be forgotten between the question and the answer.
        session.Prepare("BEGIN").Run();
        try
        {
            if (after < (ulong)LocalSchema.ReadState(session, ChangeHistory.PrunedThroughState))
            {
                throw CollectionErrors.HistoryLost();
            }

            var statement = session.Prepare(
                $"SELECT {Columns} FROM local_changes WHERE time > ?1 ORDER BY time LIMIT ?2")
                .Bind(1, (long)after)
                .Bind(2, LocalLimits.ChangesPerRead);
            while (bytes < LocalLimits.BatchBytesMax && statement.Step())
            {
                rows.Add(Read(statement));
                bytes += rows[^1].Details.Length;
            }

            statement.Reset();
            return rows;
        }
        finally
        {
            session.Prepare("COMMIT").Run();
        }
    }

    /// <summary>The change of a time; null when there is none.</summary>
    public static ChangeRow? ReadAt(SqliteSession session, ulong time)
    {
        var statement = session.Prepare($"SELECT {Columns} FROM local_changes WHERE time = ?1").Bind(1, (long)time);
        var row = statement.Step() ? Read(statement) : null;
        statement.Reset();
        return row;
    }

    private static ChangeRow Read(SqliteStatement row) => new(
        (ulong)row.Int64(0),
        row.Int64(1),
        (ChangeKind)row.Int64(2),
        new CollectionNamespace(row.Text(3), row.Text(4)),
        new BsonDocument(row.Blob(5).ToArray()))
    {
        Before = row.IsNull(6) ? null : new BsonDocument(row.Blob(6).ToArray()),
        After = row.IsNull(7) ? null : new BsonDocument(row.Blob(7).ToArray()),
    };
}
