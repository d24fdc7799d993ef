using System.Diagnostics.CodeAnalysis;

namespace WireSP.Wire.Authentication;

/// <summary>
/// The users of a server. Read by every connection, so implementations are safe for many threads and quick.
/// </summary>
public interface IUserStore
{
    /// <summary>Whether clients must authenticate: there is at least one user.</summary>
    bool RequiresAuthentication { get; }

    /// <summary>
    /// Grows with each change; connections then look their user up again, so a revoked role ends at once.
    /// </summary>
    long Version { get; }

    /// <summary>All users, for the command that lists them.</summary>
    IReadOnlyCollection<UserCredentials> Users { get; }

    /// <summary>Finds a user by authentication database and name.</summary>
    bool TryFind(string database, string name, [NotNullWhen(true)] out UserCredentials? user);
}
