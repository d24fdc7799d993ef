using System.Collections.Frozen;

namespace WireSP.Wire.Commands;

/// <summary>Which built-in role allows which action. A server without users allows everything to everyone.</summary>
public static class Privileges
{
    /// <summary>Everything.</summary>
    public const string AtlasAdmin = "atlasAdmin";

    /// <summary>Everything, too: Atlas gives both roles the same stream actions.</summary>
    public const string ReadWriteAnyDatabase = "readWriteAnyDatabase";

    /// <summary>The commands that only read.</summary>
    public const string ReadAnyDatabase = "readAnyDatabase";

    private static readonly FrozenSet<string> ReadingActions = FrozenSet.ToFrozenSet(
        [
            PrivilegeActions.Find,
            PrivilegeActions.GetStreamProcessor,
            PrivilegeActions.ListCollections,
            PrivilegeActions.ListStreamConnections,
            PrivilegeActions.ListStreamProcessors,
            PrivilegeActions.ServerStatus,
            PrivilegeActions.StreamProcessorStats,
        ],
        StringComparer.Ordinal);

    /// <summary>The roles that a user can have.</summary>
    public static IReadOnlyList<string> Roles { get; } = [AtlasAdmin, ReadAnyDatabase, ReadWriteAnyDatabase];

    /// <summary>Whether a user may do something; no user means a server without users.</summary>
    public static bool Allows(AuthenticatedUser? user, string action)
    {
        if (user is null)
        {
            return true;
        }

        foreach (var role in user.Roles)
        {
            if (role is AtlasAdmin or ReadWriteAnyDatabase
                || (role == ReadAnyDatabase && ReadingActions.Contains(action)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Fails the command when the user may not do something.</summary>
    /// <exception cref="MongoCommandException">Unauthorized, naming action and resource.</exception>
    public static void Require(CommandRequest request, string action)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!Allows(request.Client.User, action))
        {
            throw CommandErrors.MissingPrivilege(action, request.Database);
        }
    }
}
