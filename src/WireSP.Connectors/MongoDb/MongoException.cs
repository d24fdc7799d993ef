using WireSP.Bson;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// A call to a cluster failed, in the driver or in the server. <see cref="MongoErrors"/> says what that means to a
/// stream processor.
/// </summary>
/// <param name="domain">Where it failed.</param>
/// <param name="code">The server's code, or the driver's.</param>
/// <param name="message">The server's or the driver's own sentence; of calls, never of connection strings.</param>
/// <param name="reply">What the server answered; empty when it did not.</param>
internal sealed class MongoException(MongoErrorDomain domain, int code, string message, BsonDocument reply)
    : Exception(message)
{
    /// <summary>The label of a commit of which nobody knows whether it succeeded.</summary>
    public const string UnknownCommitLabel = "UnknownTransactionCommitResult";

    private const int UnauthorizedCode = 13;

    /// <summary>Where it failed.</summary>
    public MongoErrorDomain Domain { get; } = domain;

    /// <summary>The server's code, or the driver's.</summary>
    public int Code { get; } = code;

    /// <summary>What the server answered; empty when it did not.</summary>
    public BsonDocument Reply { get; } = reply;

    /// <summary>Whether the server itself refused, rather than that it was not reached.</summary>
    public bool IsFromServer => Domain is MongoErrorDomain.Server or MongoErrorDomain.WriteConcern;

    /// <summary>Whether the user has no right to what was asked for.</summary>
    public bool IsForbidden => IsFromServer && Code == UnauthorizedCode;

    /// <summary>Whether the same call may succeed at once with another member or another socket.</summary>
    public bool IsPassing => Domain == MongoErrorDomain.Stream
        || (IsFromServer && (HasLabel("RetryableWriteError") || MongoErrors.IsPassing(Code)));

    /// <summary>Whether a change stream is opened again at its last token.</summary>
    public bool IsResumable => Domain == MongoErrorDomain.Stream
        || (IsFromServer && (HasLabel("ResumableChangeStreamError") || Code == MongoErrors.CursorNotFoundCode));

    /// <summary>One of a reply's <c>writeErrors</c>: a statement that was refused, while the command was run.</summary>
    public static MongoException OfStatement(BsonDocument error) => new(
        MongoErrorDomain.Server, MongoReply.Int32(error["code"]), MongoReply.Text(error["errmsg"]), error);

    /// <summary>Whether the server added a label to its reply.</summary>
    public bool HasLabel(string label)
    {
        if (Reply["errorLabels"] is { Type: BsonType.Array } labels)
        {
            foreach (var item in labels.AsArray)
            {
                if (item.Type == BsonType.String && item.AsString == label)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
