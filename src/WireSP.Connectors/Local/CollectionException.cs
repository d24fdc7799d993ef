using WireSP.Bson;

namespace WireSP.Connectors.Local;

/// <summary>An operation on local collections fails; nothing of it, or of its failed part, has been done.</summary>
/// <param name="code">The server's own numeric code.</param>
/// <param name="message">What was found and what was expected.</param>
public sealed class CollectionException(int code, string message) : Exception(message)
{
    /// <summary>The server's own numeric code.</summary>
    public int Code { get; } = code;

    /// <summary>Fields that stand beside code and message, for example <c>keyPattern</c> and <c>keyValue</c>.</summary>
    public BsonDocument Extra { get; init; }

    /// <summary>Labels that tell drivers how to react.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];
}
