namespace WireSP.Streaming.Pipelines;

/// <summary>Finds connections by name while a pipeline is compiled.</summary>
public interface IConnectionRegistry
{
    /// <summary>Names of all connections, sorted.</summary>
    IReadOnlyList<string> Names { get; }

    /// <summary>The connection of that name; null when there is none.</summary>
    ConnectionDefinition? Find(string name);
}
