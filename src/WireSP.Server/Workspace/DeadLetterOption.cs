using WireSP.Bson;
using WireSP.Connectors.Collections;
using WireSP.Streaming.Pipelines;
using WireSP.Streaming.Tasks;
using WireSP.Wire.Commands;

namespace WireSP.Server.Workspace;

/// <summary>
/// The <c>dlq</c> option: its shape, that its connection exists and can be a queue; and the queue that it names.
/// </summary>
internal static class DeadLetterOption
{
    private static readonly string[] Fields = ["coll", "connectionName", "db"];

    private static readonly string[] QueueTypes = ["Cluster", "Local", "MongoDB"];

    /// <summary>Checks an option; an empty document means no queue.</summary>
    /// <exception cref="MongoCommandException">It cannot be used.</exception>
    public static void Check(
        BsonDocument option, IConnectionRegistry connections, IReadOnlyList<IConnector> connectors)
    {
        if (option.IsEmpty)
        {
            return;
        }

        foreach (var element in option)
        {
            var name = element.Name;
            if (!Fields.Contains(name, StringComparer.Ordinal))
            {
                throw new MongoCommandException(
                    ErrorCode.IDLUnknownField,
                    $"BSON field 'dlq.{name}' is an unknown field.{NearestName.Hint(name, Fields)}");
            }
        }

        foreach (var field in Fields)
        {
            Require(option, field);
        }

        var connection = FindConnection(option["connectionName"].AsString, connections);
        var connector = FindConnector(connection, connectors) ?? throw StreamErrors.NotImplemented(
            $"dlq: this server has no connector that writes dead letters to a connection of type {connection.Type} "
            + $"('{connection.Name}'); leave the option out: dead letters are counted and shown by sample()");
        if (connector.FindRefusal(NameOf(option)) is { } refusal)
        {
            throw StreamErrors.InvalidOptions($"dlq: {refusal}");
        }
    }

    /// <summary>Opens the queue of an option that was checked; null for the empty option.</summary>
    /// <exception cref="MongoCommandException">Its connection is gone.</exception>
    public static IDeadLetterWriter? Open(
        BsonDocument option,
        IConnectionRegistry connections,
        IReadOnlyList<IConnector> connectors,
        TimeProvider clock,
        Action<string> warn)
    {
        if (option.IsEmpty)
        {
            return null;
        }

        Check(option, connections, connectors);
        var connection = FindConnection(option["connectionName"].AsString, connections);
        var connector = FindConnector(connection, connectors)!;
        return new DeadLetterCollection(() => connector.OpenCollections(connection), NameOf(option), clock, warn);
    }

    private static CollectionNamespace NameOf(BsonDocument option) =>
        new(option["db"].AsString, option["coll"].AsString);

    private static ICollectionConnector? FindConnector(
        ConnectionDefinition connection, IReadOnlyList<IConnector> connectors)
    {
        foreach (var connector in connectors)
        {
            if (connector is ICollectionConnector found
                && string.Equals(found.ConnectionType, connection.Type, StringComparison.OrdinalIgnoreCase))
            {
                return found;
            }
        }

        return null;
    }

    private static void Require(BsonDocument option, string field)
    {
        var value = option[field];
        if (value.IsMissing)
        {
            throw CommandErrors.MissingField("dlq", field);
        }

        if (value.Type != BsonType.String)
        {
            throw CommandErrors.WrongType($"dlq.{field}", value.Type, BsonType.String);
        }

        if (value.Length == 0)
        {
            throw StreamErrors.InvalidOptions($"dlq.{field} must not be empty");
        }
    }

    private static ConnectionDefinition FindConnection(string name, IConnectionRegistry connections)
    {
        var connection = connections.Find(name) ?? throw StreamErrors.NoSuchConnection(name);
        return QueueTypes.Contains(connection.Type, StringComparer.Ordinal)
            ? connection
            : throw StreamErrors.InvalidOptions(
                $"dlq: connection '{name}' is of type {connection.Type}; a dead letter queue is a collection on a "
                + $"connection of type {string.Join(", ", QueueTypes)}");
    }
}
