using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands.Diagnostics;

public class UsersInfoCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task A_server_without_users_has_none() =>
        Assert.True((await _client.RunAsync("""{ "usersInfo": 1 }"""))["users"].AsArray.IsEmpty);

    [Theory]
    [InlineData("""{ "usersInfo": 1 }""", 3)]
    [InlineData("""{ "usersInfo": 1, "$db": "test" }""", 0)]
    [InlineData("""{ "usersInfo": { "forAllDBs": true }, "$db": "test" }""", 3)]
    [InlineData("""{ "usersInfo": "reader" }""", 1)]
    [InlineData("""{ "usersInfo": { "user": "reader", "db": "admin" }, "$db": "test" }""", 1)]
    [InlineData("""{ "usersInfo": "nobody" }""", 0)]
    public async Task Finds_users_by_what_is_asked(string command, int count)
    {
        await using var server = TestUsers.Server();
        await using var client = server.Connect();
        await TestUsers.LogInAsync(client, "admin");

        Assert.Equal(count, (await client.RunAsync(command))["users"].AsArray.Count());
    }

    [Fact]
    public async Task A_reading_user_may_not_look_at_users()
    {
        await using var server = TestUsers.Server();
        await using var client = server.Connect();
        await TestUsers.LogInAsync(client, "reader");
        var reply = await client.RunAsync("""{ "usersInfo": 1 }""");

        Assert.Equal(ErrorCode.Unauthorized, reply.Error);
        Assert.Equal(
            "not authorized: missing privilege for action viewUser on resource { db: \"admin\" }", reply.Message);
    }
}
