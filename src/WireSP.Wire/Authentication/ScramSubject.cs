namespace WireSP.Wire.Authentication;

/// <summary>Who a conversation is about.</summary>
/// <param name="Database">The authentication database.</param>
/// <param name="Name">The name that the client gave.</param>
/// <param name="Address">The client's address, for counting failures.</param>
/// <param name="Exists">Whether there is such a user with credentials for the mechanism.</param>
internal sealed record ScramSubject(string Database, string Name, string Address, bool Exists);
