using WireSP.Streaming.Pipelines;

namespace WireSP.Connectors.MongoDb;

/// <summary>
/// Reads a connection to a cluster: of type <c>MongoDB</c>, a connection string; of Atlas' type <c>Cluster</c>, its
/// fields with a connection string beside them, because nobody here can look a cluster's name up.
/// </summary>
internal static class MongoConnectionReader
{
    /// <summary>The type that has a connection string only.</summary>
    public const string PlainType = "MongoDB";

    /// <summary>Atlas' type.</summary>
    public const string ClusterType = "Cluster";

    private const string StringField = "connectionString";

    /// <summary>Reads the options; what is wrong is reported to the fields.</summary>
    public static MongoConnection Read(StageFields fields, string type, string name)
    {
        if (type == ClusterType)
        {
            ReadCluster(fields);
        }

        var connection = new MongoConnection(name, ReadString(fields, type));
        if (connection.ConnectionString.Length > 0 && MongoUri.FindProblem(connection) is { } problem)
        {
            fields.Report(PipelineErrorCodes.BadValue, StringField, problem);
        }

        return connection;
    }

    private static string ReadString(StageFields fields, string type)
    {
        if (fields.Has(StringField))
        {
            var text = ConnectionOptions.ReadSecret(fields, StringField);
            if (text is { Length: 0 } && fields.Read(StringField).Type == Bson.BsonType.String)
            {
                fields.Report(PipelineErrorCodes.BadValue, StringField, $"'{StringField}' must not be empty");
            }

            return text ?? "";
        }

        var hint = type == ClusterType ? ": a cluster's name cannot be looked up here" : "";
        fields.Report(
            PipelineErrorCodes.MissingField, StringField, $"'{StringField}' is required and is missing{hint}");
        return "";
    }

    // The name is listed; a role to act in is Atlas' own, here the user of the connection string has the rights.
    private static void ReadCluster(StageFields fields)
    {
        _ = fields.OptionalString("clusterName");
        _ = fields.OptionalString("clusterGroupId");
        if (fields.OptionalDocument("dbRoleToExecute") is { } role)
        {
            _ = role.OptionalString("role");
            _ = role.OptionalChoice("type", "BUILT_IN", "CUSTOM");
            role.RejectUnknown();
        }
    }
}
