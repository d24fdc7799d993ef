using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Takes an owner's mark over, in as many transactions as it takes, and ends those that a killed process has left open.
/// Two that claim at the same time come one after the other. Blocks.
/// </summary>
internal sealed class MongoClaim(MongoClient client, MongoMarks marks, string owner, TimeProvider clock)
{
    private const int WriteConflictCode = 112;

    // A claim that is alive is over, or announced anew, when this one comes again; one that was left open is not.
    private readonly HashSet<ObjectId> _seen = [];

    /// <summary>The session of its transactions.</summary>
    public BsonDocument Session { get; } = client.SessionId!.Value;

    /// <summary>Tries once.</summary>
    /// <exception cref="MongoException">It did not succeed, or nobody knows: may be tried again.</exception>
    public CommitMark Run(CancellationToken cancellationToken)
    {
        var announcement = new MongoAnnouncement(ObjectId.New(clock), Session);
        var writer = new MongoWriter(client, cancellationToken);
        marks.Announcements.Add(writer, owner, announcement, clock.GetUtcNow());
        var transaction = new MongoTransaction(client, cancellationToken);
        try
        {
            var mark = Write(transaction, announcement);
            FaultPoint.Reach("sink.in_claim");
            transaction.Commit();
            return mark;
        }
        catch (Exception failure)
        {
            transaction.Abort(failure);
            if (failure is MongoException { IsFromServer: true, Code: WriteConflictCode })
            {
                EndHolders(writer);
            }

            throw;
        }
    }

    private CommitMark Write(MongoTransaction transaction, in MongoAnnouncement announcement)
    {
        // First of all: whoever claims removes the announcements that it finds, and from here on it cannot remove this
        // one. Without it nobody could end this transaction.
        if (!marks.Announcements.TryRemove(transaction, owner, announcement.Id))
        {
            transaction.Abort();
            throw new MongoException(
                MongoErrorDomain.Protocol, 0, $"another attempt of the stream processor {owner} was faster", default);
        }

        var mark = marks.Claim(transaction, owner, Session, clock.GetUtcNow());
        marks.Announcements.Clear(transaction, owner);
        return mark;
    }

    // A transaction that a killed process left open holds the mark until the cluster's own limit, a minute.
    private void EndHolders(MongoWriter reader)
    {
        var sessions = new BsonArrayBuilder();
        if (marks.FindSession(reader, owner) is { } named && !IsOwn(named))
        {
            sessions.Add(named);
        }

        foreach (var announcement in marks.Announcements.Find(reader, owner))
        {
            if (!_seen.Add(announcement.Id) && !IsOwn(announcement.Session))
            {
                sessions.Add(announcement.Session);
            }
        }

        if (sessions.Count > 0)
        {
            End(sessions.ToArray());
        }
    }

    private void End(BsonArray sessions)
    {
        try
        {
            var command = new BsonDocumentBuilder { { "killSessions", sessions } };
            _ = client.Run(new MongoCommand("admin", command.ToDocument()));
        }
        catch (MongoException failure) when (failure.IsFromServer)
        {
            // Without the right to do so it is waited for.
        }
    }

    private bool IsOwn(BsonDocument session) => BsonValueComparer.Equals(session["id"], Session["id"]);
}
