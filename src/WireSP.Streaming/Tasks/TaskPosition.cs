using WireSP.Bson;

namespace WireSP.Streaming.Tasks;

/// <summary>
/// Where a task goes on without the operators' state: the source's position and, with a window, the line before which
/// every window has put out its results. The position is held back to where the oldest open window began, so that
/// nothing in it is lost.
/// </summary>
/// <param name="Source">What the source is opened with; null to begin as its stage says.</param>
/// <param name="ClosedUpToMs">Windows that end here or before are not opened again; null without a window.</param>
internal readonly record struct TaskPosition(BsonDocument? Source, long? ClosedUpToMs)
{
    /// <summary>Reads what <see cref="ToDocument"/> wrote; any other document is the source's position alone.</summary>
    public static TaskPosition Parse(BsonDocument? document)
    {
        if (document is not { } written)
        {
            return default;
        }

        var source = written["source"];
        var line = written["closedUpTo"];
        return source.Type == BsonType.Document && line.Type == BsonType.Int64
            ? new TaskPosition(source.AsDocument, line.AsInt64)
            : new TaskPosition(written, null);
    }

    /// <summary>The position as it is stored; null when there is none.</summary>
    public BsonDocument? ToDocument()
    {
        if (Source is not { } source || ClosedUpToMs is not { } line)
        {
            return Source;
        }

        return new BsonDocumentBuilder { { "source", source }, { "closedUpTo", line } }.ToDocument();
    }
}
