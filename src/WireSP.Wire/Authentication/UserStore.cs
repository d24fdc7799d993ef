using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace WireSP.Wire.Authentication;

/// <summary>Users in memory; replaced as a whole.</summary>
public sealed class UserStore : IUserStore
{
    private volatile FrozenDictionary<(string Database, string Name), UserCredentials> _users =
        FrozenDictionary<(string, string), UserCredentials>.Empty;

    private long _version;

    /// <summary>A store without users, or with these.</summary>
    public UserStore(params IEnumerable<UserCredentials> users) => Replace(users);

    /// <inheritdoc/>
    public bool RequiresAuthentication => _users.Count > 0;

    /// <inheritdoc/>
    public long Version => Interlocked.Read(ref _version);

    /// <inheritdoc/>
    public IReadOnlyCollection<UserCredentials> Users => _users.Values;

    /// <inheritdoc/>
    public bool TryFind(string database, string name, [NotNullWhen(true)] out UserCredentials? user) =>
        _users.TryGetValue((database, name), out user);

    /// <summary>Takes the place of all users; of two with one name the later stays.</summary>
    public void Replace(IEnumerable<UserCredentials> users)
    {
        ArgumentNullException.ThrowIfNull(users);
        var byName = new Dictionary<(string, string), UserCredentials>();
        foreach (var user in users)
        {
            byName[(user.Database, user.Name)] = user;
        }

        _users = byName.ToFrozenDictionary();
        _ = Interlocked.Increment(ref _version);
    }
}
