using WireSP.Wire.Commands;

namespace WireSP.Server.Sampling;

/// <summary>Whose a sample cursor is: a user, never a connection, because clients poll over a pool of them.</summary>
/// <param name="User">The user's name; empty on a server without users.</param>
/// <param name="Database">The user's authentication database; empty on a server without users.</param>
internal readonly record struct SampleOwner(string User, string Database)
{
    /// <summary>The user of a client.</summary>
    public static SampleOwner Of(ClientContext client) =>
        client.User is { } user ? new SampleOwner(user.Name, user.Database) : new SampleOwner("", "");
}
