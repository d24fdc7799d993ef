namespace WireSP.Wire.Commands;

/// <summary>A user as commands see it: who, from which authentication database, with which roles.</summary>
/// <param name="Name">The user's name.</param>
/// <param name="Database">The authentication database, usually <c>admin</c>.</param>
/// <param name="Roles">Names of built-in roles.</param>
public sealed record AuthenticatedUser(string Name, string Database, IReadOnlyList<string> Roles);
