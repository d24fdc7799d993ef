using WireSP.Wire.Commands;

namespace WireSP.Wire.Authentication;

/// <summary>A user of the server: name, authentication database, roles, and what is kept of the password.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Database">The authentication database, usually <c>admin</c>.</param>
/// <param name="Roles">Names of built-in roles.</param>
/// <param name="Scram">Credentials by mechanism, at most one each.</param>
public sealed record UserCredentials(
    string Name, string Database, IReadOnlyList<string> Roles, IReadOnlyList<ScramCredentials> Scram)
{
    /// <summary>The user as commands see it.</summary>
    public AuthenticatedUser ToAuthenticatedUser() => new(Name, Database, Roles);

    /// <summary>Derives credentials for both mechanisms from a password.</summary>
    /// <exception cref="FormatException">The password has characters that SASLprep forbids.</exception>
    public static UserCredentials FromPassword(
        string name, string password, IReadOnlyList<string> roles, string database = "admin") => new(
        name,
        database,
        roles,
        [
            ScramCredentials.FromPassword(ScramMechanism.Sha256, name, password),
            ScramCredentials.FromPassword(ScramMechanism.Sha1, name, password),
        ]);

    /// <summary>The credentials for a mechanism; null when the user has none.</summary>
    internal ScramCredentials? For(ScramMechanism mechanism)
    {
        foreach (var credentials in Scram)
        {
            if (credentials.Mechanism == mechanism)
            {
                return credentials;
            }
        }

        return null;
    }
}
