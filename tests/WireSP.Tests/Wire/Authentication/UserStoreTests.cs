using WireSP.Wire.Authentication;

namespace WireSP.Tests.Wire.Authentication;

public class UserStoreTests
{
    [Fact]
    public void Users_are_found_by_database_and_name_as_they_are_written()
    {
        var store = new UserStore(new UserCredentials("u", "admin", [], []));

        Assert.True(store.TryFind("admin", "u", out _));
        Assert.False(store.TryFind("test", "u", out _));
        Assert.False(store.TryFind("admin", "U", out _));
    }

    [Fact]
    public void Replacing_the_users_raises_the_version()
    {
        var store = new UserStore();
        var before = store.Version;
        Assert.False(store.RequiresAuthentication);
        store.Replace([new UserCredentials("u", "admin", [], [])]);

        Assert.True(store.RequiresAuthentication);
        Assert.Equal(before + 1, store.Version);
    }
}
