using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using WireSP.Wire.Authentication;

namespace WireSP.Wire;

/// <summary>What a host may set about its wire server; the defaults are those of <see cref="WireLimits"/>.</summary>
public sealed class WireServerOptions
{
    /// <summary>The server version that clients are told; they choose features by it.</summary>
    public Version ServerVersion { get; set; } = new(8, 0, 0);

    /// <summary>Who may log in; without users every client may do everything.</summary>
    public IUserStore Users { get; set; } = new UserStore();

    /// <summary>The certificate of the server; null serves without TLS.</summary>
    public X509Certificate2? Certificate { get; set; }

    /// <summary>
    /// The key that salts of users who do not exist are made from. Keep it over restarts, else a changed salt tells
    /// that a user does not exist.
    /// </summary>
    public ReadOnlyMemory<byte> InventedSaltKey { get; set; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>Connections at one time.</summary>
    public int ConnectionsMax { get; set; } = WireLimits.ConnectionsMax;

    /// <summary>Connections at one time from one address.</summary>
    public int ConnectionsPerAddressMax { get; set; } = WireLimits.ConnectionsPerAddressMax;

    /// <summary>How long a client that has not authenticated may take for one message.</summary>
    public TimeSpan PreAuthenticationDeadline { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take for each 64 KiB of a message it has begun.</summary>
    public TimeSpan ReceiveTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a connection may be silent between messages.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(30);

    /// <summary>How long a client may leave replies unread when the write buffer is full.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The clock of all deadlines.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;
}
