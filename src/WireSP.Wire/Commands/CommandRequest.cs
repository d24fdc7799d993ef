using WireSP.Bson;

namespace WireSP.Wire.Commands;

/// <summary>
/// One command as it came from a client. <see cref="Body"/> is a slice of the receive buffer and is valid until the
/// handler's task ends; what must live longer is copied.
/// </summary>
/// <param name="name">The command's canonical name.</param>
/// <param name="database">The value of <c>$db</c>.</param>
/// <param name="body">The command document, document sequences merged in.</param>
/// <param name="client">Who sent it.</param>
public sealed class CommandRequest(string name, string database, BsonDocument body, ClientContext client)
{
    /// <summary>The command's canonical name.</summary>
    public string Name { get; } = name;

    /// <summary>The value of <c>$db</c>.</summary>
    public string Database { get; } = database;

    /// <summary>The command document, document sequences merged in.</summary>
    public BsonDocument Body { get; } = body;

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
}
