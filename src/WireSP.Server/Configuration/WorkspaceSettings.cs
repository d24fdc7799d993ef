using WireSP.Server.Workspace;

namespace WireSP.Server.Configuration;

/// <summary>The workspace's own settings.</summary>
/// <param name="Name">Shown in dead letters and statistics.</param>
/// <param name="DefaultTier">Tier of a processor that names none.</param>
/// <param name="MaxTier">Largest tier that a processor may run on.</param>
internal sealed record WorkspaceSettings(string Name, Tier DefaultTier, Tier MaxTier);
