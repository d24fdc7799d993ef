using WireSP.Connectors.Collections;
using WireSP.Connectors.Local.Sqlite;

namespace WireSP.Connectors.Local;

/// <summary>
/// Keeps what each owner has committed, beside the collections and in the same transactions. A mark that somebody else
/// has taken over meanwhile is worth nothing.
/// </summary>
internal static class LocalMarks
{
    /// <summary>Takes an owner's mark over.</summary>
    public static CommitMark Claim(SqliteSession session, string owner)
    {
        session.Prepare(
            "INSERT INTO local_marks VALUES (?1, 1, NULL) ON CONFLICT (owner) DO UPDATE SET claim = claim + 1")
            .Bind(1, owner)
            .Run();
        return Read(session, owner);
    }

    /// <summary>Writes the checkpoint's number.</summary>
    /// <returns>False when the mark was taken over.</returns>
    public static bool TryWrite(SqliteSession session, in CommitMark mark)
    {
        if (Read(session, mark.Owner).Claim != mark.Claim)
        {
            return false;
        }

        session.Prepare("UPDATE local_marks SET checkpoint = ?2 WHERE owner = ?1")
            .Bind(1, mark.Owner)
            .Bind(2, mark.Checkpoint!.Value)
            .Run();
        return true;
    }

    // A checkpoint's number is never 0, which therefore stands for none.
    private static CommitMark Read(SqliteSession session, string owner)
    {
        var statement = session.Prepare("SELECT claim, coalesce(checkpoint, 0) FROM local_marks WHERE owner = ?1")
            .Bind(1, owner);
        var mark = statement.Step()
            ? new CommitMark(owner, statement.Int64(0), statement.Int64(1) is > 0 and var number ? number : null)
            : new CommitMark(owner, 0, null);
        statement.Reset();
        return mark;
    }
}
