using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Authentication;

public class AuthenticateCommandTests
{
    [Theory]
    [InlineData("""{ "authenticate": 1, "mechanism": "MONGODB-X509", "$db": "$external" }""")]
    [InlineData("""{ "authenticate": 1, "mechanism": 5 }""")]
    [InlineData("""{ "authenticate": 1 }""")]
    public async Task Certificates_are_not_offered(string command)
    {
        await using var server = TestUsers.Server();
        var client = server.Connect();

        Assert.Equal(ErrorCode.MechanismUnavailable, (await client.RunAsync(command)).Error);
        Assert.True((await client.RunAsync("""{ "ping": 1 }""")).IsOk);
    }
}
