using WireSP.Bson;
using WireSP.Streaming.Checkpoints;

namespace WireSP.Streaming.Windows;

/// <summary>
/// Sessions as they were at a moment, without a copy: another thread writes them out, and whoever is about to change
/// one first takes down what it was. Rows name their session, so that their order does not matter.
/// </summary>
/// <param name="stretch">The stretch of time that the checkpoint ends.</param>
/// <param name="sessions">The sessions to write.</param>
/// <param name="writeRow">Writes one of them as elements.</param>
internal sealed class FrozenSessions(int stretch, Session[] sessions, Action<Session, BsonWriter> writeRow)
{
    private readonly Lock _gate = new();
    private readonly BsonWriter _captured = new();
    private volatile bool _isWritten;

    /// <summary>Whether all rows are written, so that nobody has to take anything down.</summary>
    public bool IsWritten => _isWritten;

    /// <summary>Takes a session down before it changes.</summary>
    public void Capture(Session session)
    {
        lock (_gate)
        {
            if (session.TakenIn != stretch)
            {
                WriteRow(session, _captured);
            }
        }
    }

    /// <summary>Takes all sessions down that are not yet written.</summary>
    public void CaptureRest()
    {
        for (var i = 0; i < sessions.Length && !_isWritten; i++)
        {
            Capture(sessions[i]);
        }
    }

    /// <summary>Writes the rows as segments.</summary>
    /// <param name="state">Receives them.</param>
    /// <param name="stored">Learns where they are.</param>
    /// <param name="gone">Numbers of sessions that are no more.</param>
    public void Write(StateWriter state, StoredSegments stored, List<long> gone)
    {
        var i = 0;
        while (i < sessions.Length)
        {
            var segment = state.BeginSegment();
            for (; i < sessions.Length && !state.IsSegmentFull; i++)
            {
                WriteOnce(sessions[i], segment);
            }

            stored.Add(state.EndSegment());
        }

        var last = state.BeginSegment();
        foreach (var number in gone)
        {
            last.WriteInt64([], number);
        }

        lock (_gate)
        {
            last.WriteRaw(_captured.Written);
        }

        stored.Add(state.EndSegment());
        _isWritten = true;
    }

    private void WriteOnce(Session session, BsonWriter target)
    {
        lock (_gate)
        {
            if (session.TakenIn != stretch)
            {
                WriteRow(session, target);
            }
        }
    }

    private void WriteRow(Session session, BsonWriter target)
    {
        target.WriteHeader(BsonType.Document, []);
        var start = target.BeginDocument();
        target.WriteInt64("n"u8, session.Number);
        writeRow(session, target);
        target.End(start);
        session.TakenIn = stretch;
    }
}
