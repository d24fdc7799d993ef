using WireSP.Bson;

namespace WireSP.Wire.Commands;

/// <summary>
/// Fails one command: the client gets <c>ok: 0</c> with the code, its name and the message; the connection and
/// everything else go on.
/// </summary>
/// <param name="code">The server's own numeric code.</param>
/// <param name="message">What was found, what was expected and what to do.</param>
public sealed class MongoCommandException(ErrorCode code, string message) : Exception(message)
{
    /// <summary>The server's own numeric code.</summary>
    public ErrorCode Code { get; } = code;

    /// <summary>Further facts for the client's program, sent as <c>errInfo</c> when set.</summary>
    public BsonDocument? ErrorDetails { get; init; }

    /// <summary>Fields that stand beside code and message, for example <c>keyPattern</c> of a duplicate key.</summary>
    public BsonDocument ExtraFields { get; init; }

    /// <summary>Labels that tell drivers how to react, for example <c>RetryableError</c>.</summary>
    public IReadOnlyList<string> ErrorLabels { get; init; } = [];
}
