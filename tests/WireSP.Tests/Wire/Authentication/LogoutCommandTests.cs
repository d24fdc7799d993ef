using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Authentication;

public class LogoutCommandTests
{
    [Fact]
    public async Task Forgets_the_user()
    {
        await using var server = TestUsers.Server();
        var client = server.Connect();
        await TestUsers.LogInAsync(client, "admin");

        Assert.True((await client.RunAsync("""{ "logout": 1 }""")).IsOk);
        Assert.Equal(ErrorCode.Unauthorized, (await client.RunAsync("""{ "listDatabases": 1 }""")).Error);
    }
}
