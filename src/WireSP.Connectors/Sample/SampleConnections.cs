namespace WireSP.Connectors.Sample;

/// <summary>The sample connections that a workspace has without anybody adding them.</summary>
public static class SampleConnections
{
    /// <summary>The connection type of sample streams.</summary>
    public const string ConnectionType = "Sample";

    /// <summary>Names of the connections, one for each format; the name alone selects the format.</summary>
    public static IReadOnlyList<string> DefaultNames { get; } =
        [.. SampleFormats.All.Select(format => format.ConnectionName).Order(StringComparer.Ordinal)];
}
