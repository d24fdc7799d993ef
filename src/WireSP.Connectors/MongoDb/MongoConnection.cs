namespace WireSP.Connectors.MongoDb;

/// <summary>A cluster as the connection registry has it.</summary>
/// <param name="Name">The connection's name, for messages.</param>
/// <param name="ConnectionString">Where the cluster is and who asks; a secret.</param>
internal sealed record MongoConnection(string Name, string ConnectionString)
{
    /// <summary>The name alone: a record would print its secret.</summary>
    public override string ToString() => Name;
}
