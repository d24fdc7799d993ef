using WireSP.Wire;

namespace WireSP.Server.Configuration;

/// <summary>How many clients are served at one time.</summary>
/// <param name="Connections">Connections in total.</param>
/// <param name="ConnectionsPerAddress">Connections from one address.</param>
internal sealed record LimitSettings(int Connections, int ConnectionsPerAddress)
{
    /// <summary>What holds where nothing is configured.</summary>
    public static readonly LimitSettings Default =
        new(WireLimits.ConnectionsMax, WireLimits.ConnectionsPerAddressMax);
}
