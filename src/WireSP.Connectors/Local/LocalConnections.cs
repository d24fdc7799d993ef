namespace WireSP.Connectors.Local;

/// <summary>The connection to the endpoint's own collections, which every workspace has.</summary>
public static class LocalConnections
{
    /// <summary>The connection type.</summary>
    public const string ConnectionType = "Local";

    /// <summary>The name of the connection that is there without being configured.</summary>
    public const string DefaultName = "local";
}
