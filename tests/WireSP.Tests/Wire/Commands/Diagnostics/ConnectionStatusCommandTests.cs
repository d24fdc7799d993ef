using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Diagnostics;

public class ConnectionStatusCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task A_server_without_users_knows_nobody()
    {
        var info = (await _client.RunAsync("""{ "connectionStatus": 1 }"""))["authInfo"].AsDocument;

        Assert.True(info["authenticatedUsers"].AsArray.IsEmpty);
        Assert.True(info["authenticatedUserRoles"].AsArray.IsEmpty);
        Assert.True(info["authenticatedUserPrivileges"].IsMissing);
    }

    [Fact]
    public async Task Privileges_are_added_on_request()
    {
        var reply = await _client.RunAsync("""{ "connectionStatus": 1, "showPrivileges": true }""");

        Assert.True(reply["authInfo"].AsDocument["authenticatedUserPrivileges"].AsArray.IsEmpty);
        Assert.Null(reply.Error);
    }

    [Fact]
    public async Task The_user_is_told_who_is_logged_in_with_which_roles()
    {
        await using var server = TestUsers.Server();
        await using var client = server.Connect();
        await TestUsers.LogInAsync(client, "reader");
        var info = (await client.RunAsync("""{ "connectionStatus": 1 }"""))["authInfo"].AsDocument;

        Assert.Equal("reader", info["authenticatedUsers"].AsArray[0].AsDocument["user"].AsString);
        Assert.Equal(Privileges.ReadAnyDatabase, info["authenticatedUserRoles"].AsArray[0].AsDocument["role"].AsString);
    }
}
