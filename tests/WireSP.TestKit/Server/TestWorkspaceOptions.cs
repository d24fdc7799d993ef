using WireSP.Connectors.Local;

namespace WireSP.TestKit.Server;

/// <summary>What a test may want of its workspace.</summary>
public sealed record TestWorkspaceOptions
{
    /// <summary>The clock of processors, cursors and retries.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Whether clients must log in, as <c>admin</c> or <c>reader</c>.</summary>
    public bool HasUsers { get; init; }

    /// <summary>Bounds of the history of local collections.</summary>
    public LocalOptions Collections { get; init; } = new();

    /// <summary>The default tier.</summary>
    public string DefaultTier { get; init; } = "SP10";

    /// <summary>The maximum tier.</summary>
    public string MaxTier { get; init; } = "SP50";
}
