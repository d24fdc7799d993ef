using WireSP.Bson;
using WireSP.Connectors.Collections;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Keeps known in the cluster in which session a sink's transaction is under way: the mark names that of the last one,
/// another is announced before. A session belongs to its client, so a commit may get another one. Blocks.
/// </summary>
internal sealed class MongoMarkSessions(MongoMarks marks)
{
    // Since the mark was written last.
    private readonly List<ObjectId> _announced = [];

    // The one announced last, or else the one that the mark names.
    private BsonDocument? _session;

    /// <summary>The marks.</summary>
    public MongoMarks Marks => marks;

    /// <summary>Begins with the session that a claim has written.</summary>
    public void Begin(BsonDocument session)
    {
        _session = session;
        _announced.Clear();
    }

    /// <summary>Announces the session of a client, unless it is known.</summary>
    public void Announce(MongoClient client, string owner, TimeProvider clock, CancellationToken cancellationToken)
    {
        var session = client.SessionId!.Value;
        if (_session is { } known && BsonValueComparer.Equals(known["id"], session["id"]))
        {
            return;
        }

        // Kept before it is written: when the answer is lost it is there all the same.
        var announcement = new MongoAnnouncement(ObjectId.New(clock), session);
        _announced.Add(announcement.Id);
        marks.Announcements.Add(
            new MongoWriter(client, cancellationToken), owner, announcement, clock.GetUtcNow());
        _session = session;
    }

    /// <summary>Writes the checkpoint's number and the session, which needs no announcement any more.</summary>
    /// <returns>False when the mark was taken over.</returns>
    public bool TryWrite(MongoTransaction transaction, in CommitMark mark, DateTimeOffset now)
    {
        // The mark comes first: who does not own it any more must lock nothing, as its announcements may be removed.
        if (!marks.TryWrite(transaction, mark, _session!.Value, now))
        {
            return false;
        }

        foreach (var id in _announced)
        {
            _ = marks.Announcements.TryRemove(transaction, mark.Owner, id);
        }

        return true;
    }

    /// <summary>Forgets what a transaction has removed that is committed.</summary>
    public void Commit() => _announced.Clear();
}
