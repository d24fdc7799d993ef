using WireSP.Bson;
using WireSP.Streaming.Pipelines;
using WireSP.Wire.Commands;

namespace WireSP.Server.Workspace;

/// <summary>
/// Checks the <c>dlq</c> option: its shape, that its connection exists, and that one of its type can be a queue.
/// </summary>
internal static class DeadLetterOption
{
    private static readonly string[] Fields = ["coll", "connectionName", "db"];

    private static readonly string[] QueueTypes = ["Cluster", "Local", "MongoDB"];

    /// <summary>Checks an option; an empty document means no queue.</summary>
    /// <exception cref="MongoCommandException">It cannot be used.</exception>
    public static void Check(BsonDocument option, IConnectionRegistry connections)
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

        CheckConnection(option["connectionName"].AsString, connections);
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

    private static void CheckConnection(string name, IConnectionRegistry connections)
    {
        var connection = connections.Find(name) ?? throw StreamErrors.NoSuchConnection(name);
        if (!QueueTypes.Contains(connection.Type, StringComparer.Ordinal))
        {
            throw StreamErrors.InvalidOptions(
                $"dlq: connection '{name}' is of type {connection.Type}; a dead letter queue is a collection on a "
                + $"connection of type {string.Join(", ", QueueTypes)}");
        }

        throw StreamErrors.NotImplemented(
            $"dlq: this server has no connector that writes dead letters to a connection of type {connection.Type} "
            + $"('{name}'); leave the option out: dead letters are counted and shown by sample()");
    }
}
