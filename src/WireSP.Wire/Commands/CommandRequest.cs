using WireSP.Bson;

namespace WireSP.Wire.Commands;

/// <summary>
/// One command as it came from a client. The object and <see cref="Body"/>, a slice of the receive buffer, are valid
/// until the handler's task ends and are then reused; what must live longer is copied.
/// </summary>
/// <param name="name">The command's canonical name.</param>
/// <param name="database">The value of <c>$db</c>.</param>
/// <param name="body">The command document, document sequences merged in.</param>
/// <param name="client">Who sent it.</param>
public sealed class CommandRequest(string name, string database, BsonDocument body, ClientContext client)
{
    /// <summary>The command's canonical name.</summary>
    public string Name { get; internal set; } = name;

    /// <summary>The value of <c>$db</c>.</summary>
    public string Database { get; internal set; } = database;

    /// <summary>The command document, document sequences merged in.</summary>
    public BsonDocument Body { get; internal set; } = body;

    /// <summary>Who sent it.</summary>
    public ClientContext Client { get; } = client;

    /// <summary>The value of the command's first field.</summary>
    public BsonValue Argument
    {
        get
        {
            foreach (var element in Body)
            {
                return element.Value;
            }

            return default;
        }
    }

    /// <summary>Whether the client takes several replies to this request.</summary>
    internal bool IsExhaustAllowed { get; set; }

    /// <summary>
    /// The counter of the topology that the last reply of a running exhaust stream told; null before it.
    /// </summary>
    internal long? ExhaustCounter { get; set; }
}
