using WireSP.Server.Configuration;
using WireSP.Wire.Authentication;

namespace WireSP.Server.Hosting;

/// <summary>Turns the users of the configuration into those that may log in.</summary>
internal static class UserCatalog
{
    /// <summary>The user store of a server.</summary>
    /// <exception cref="StartException">Credentials are malformed or a password has characters that cannot be
    /// used.</exception>
    public static UserStore Create(IReadOnlyList<UserSettings> users) => new([.. users.Select(Create)]);

    private static UserCredentials Create(UserSettings user)
    {
        if (user.Password is { } password)
        {
            try
            {
                return UserCredentials.FromPassword(user.Name, password, user.Roles);
            }
            catch (FormatException exception)
            {
                throw new StartException(
                    $"user '{user.Name}': {exception.Message}; choose another password", exception);
            }
        }

        var scram = new List<ScramCredentials>();
        foreach (var text in user.Credentials)
        {
            scram.Add(ScramCredentials.TryParse(text, out var credentials)
                ? credentials
                : throw new StartException(
                    $"user '{user.Name}': Credentials are malformed; write them anew with `wiresp user add`"));
        }

        return new UserCredentials(user.Name, "admin", user.Roles, scram);
    }
}
