using System.Globalization;
using WireSP.Bson;
using WireSP.Wire.Connections;

namespace WireSP.Wire.Handshake;

/// <summary>What commands tell about the server.</summary>
internal sealed class ServerFacts(WireServerOptions options, ServerTopology topology, ConnectionLimiter connections)
{
    private readonly long _startedAt = options.Clock.GetTimestamp();

    /// <summary>Clients choose features by it; 25 is the wire version of 8.0.</summary>
    public const int WireVersionMax = 25;

    /// <summary>How long clients may keep a session unused.</summary>
    public const int SessionTimeoutMinutes = 30;

    public TimeProvider Clock => options.Clock;

    public ServerTopology Topology => topology;

    public ConnectionLimiter Connections => connections;

    public Authentication.IUserStore Users => options.Users;

    /// <summary>The version as clients are told it.</summary>
    public string Version { get; } = options.ServerVersion.ToString(3);

    /// <summary>The feature compatibility version.</summary>
    public string FeatureVersion { get; } = options.ServerVersion.ToString(2);

    /// <summary>How long the server runs.</summary>
    public TimeSpan Uptime => options.Clock.GetElapsedTime(_startedAt);

    /// <summary>The version as four numbers.</summary>
    public BsonArray VersionArray => new BsonArrayBuilder
    {
        options.ServerVersion.Major, options.ServerVersion.Minor, Math.Max(0, options.ServerVersion.Build), 0,
    }.ToArray();

    /// <summary>What a load balancer's clients pin themselves to: the same for the server's life.</summary>
    public ObjectId ServiceId => topology.ProcessId;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"server {Version}, up {Uptime.TotalSeconds:F0} s");
}
