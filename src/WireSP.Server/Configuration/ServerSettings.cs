using System.Net;
using WireSP.Connectors.Local;
using WireSP.Streaming.Pipelines;

namespace WireSP.Server.Configuration;

/// <summary>Everything a server is told at its start, read and checked; secrets are resolved.</summary>
internal sealed record ServerSettings
{
    /// <summary>Where the wire protocol is served.</summary>
    public required IPEndPoint Listen { get; init; }

    /// <summary>Where health and metrics are served; null when they are not served.</summary>
    public required IPEndPoint? Http { get; init; }

    /// <summary>The data directory, a full path.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Whether log lines are JSON documents.</summary>
    public bool LogsJson { get; init; }

    /// <summary>Whether an open server may listen on an address that is not loopback.</summary>
    public bool Insecure { get; init; }

    /// <summary>Whether pipelines that run JavaScript are refused.</summary>
    public bool NoScripting { get; init; }

    /// <summary>How many clients are served at one time.</summary>
    public LimitSettings Limits { get; init; } = LimitSettings.Default;

    /// <summary>How far the history of local collections reaches back.</summary>
    public LocalOptions Collections { get; init; } = new();

    /// <summary>The workspace's own settings.</summary>
    public required WorkspaceSettings Workspace { get; init; }

    /// <summary>Users that may connect; none: the server is open.</summary>
    public IReadOnlyList<UserSettings> Users { get; init; } = [];

    /// <summary>Connections of the configuration file.</summary>
    public IReadOnlyList<ConnectionDefinition> Connections { get; init; } = [];

    /// <summary>Certificate of the server; null for plain TCP.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>What should be said when the server starts, for example that a password is plain.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
