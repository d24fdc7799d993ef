namespace WireSP.Server.Configuration;

/// <summary>A user of the configuration file.</summary>
/// <param name="Name">The name that clients authenticate with.</param>
/// <param name="Password">The password; null when <paramref name="Credentials"/> are given.</param>
/// <param name="Credentials">Hashed credentials, one a mechanism, as <c>wiresp user add</c> writes them; else
/// empty.</param>
/// <param name="Roles">Names of built-in roles.</param>
internal sealed record UserSettings(
    string Name,
    string? Password,
    IReadOnlyList<string> Credentials,
    IReadOnlyList<string> Roles)
{
    /// <summary>The name only: a password must not reach a log line by accident.</summary>
    public override string ToString() => Name;
}
