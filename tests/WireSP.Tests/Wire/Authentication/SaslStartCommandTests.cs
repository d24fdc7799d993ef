using System.Text;
using WireSP.TestKit.Wire;
using WireSP.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Authentication;

public sealed class SaslStartCommandTests : IAsyncDisposable
{
    private readonly TestServer _server = TestUsers.Server();

    [Theory]
    [InlineData("SCRAM-SHA-1")]
    [InlineData("SCRAM-SHA-256")]
    public async Task Logs_in_by_both_mechanisms(string mechanism)
    {
        var client = _server.Connect();
        var reply = await TestUsers.TryLogInAsync(client, "admin", TestUsers.Password, mechanism);

        Assert.True(reply.IsOk);
        Assert.True(reply["done"].AsBoolean);
        Assert.True((await client.RunAsync("""{ "listDatabases": 1 }""")).IsOk);
    }

    [Theory]
    [InlineData("admin", "wrong", "SCRAM-SHA-256", "admin")]
    [InlineData("nobody", TestUsers.Password, "SCRAM-SHA-256", "admin")]
    [InlineData("admin", TestUsers.Password, "SCRAM-SHA-256", "test")]
    [InlineData("nobody", TestUsers.Password, "SCRAM-SHA-1", "admin")]
    public async Task Every_failed_login_gets_the_same_error_and_the_connection_goes_on(
        string user, string password, string mechanism, string database)
    {
        var client = _server.Connect();
        var reply = await TestUsers.TryLogInAsync(client, user, password, mechanism, database);

        Assert.Equal(ErrorCode.AuthenticationFailed, reply.Error);
        Assert.Equal("Authentication failed.", reply.Message);
        Assert.True((await client.RunAsync("""{ "ping": 1 }""")).IsOk);
        Assert.Equal(ErrorCode.Unauthorized, (await client.RunAsync("""{ "listDatabases": 1 }""")).Error);
    }

    [Fact]
    public async Task An_unknown_name_has_a_salt_that_never_changes()
    {
        var first = await Challenge(_server.Connect(), "nobody");
        var second = await Challenge(_server.Connect(), "nobody");
        var other = await Challenge(_server.Connect(), "somebody");

        Assert.Equal(first[1], second[1]);
        Assert.Equal("i=15000", first[2]);
        Assert.NotEqual(first[1], other[1]);
        Assert.Equal(28, Convert.FromBase64String(first[1][2..]).Length);
    }

    [Fact]
    public async Task The_salts_of_unknown_names_survive_a_restart_when_the_key_does()
    {
        var key = new byte[32];
        await using var before = new TestServer(
            new WireServerOptions { Users = TestUsers.Store(), InventedSaltKey = key });
        await using var after = new TestServer(
            new WireServerOptions { Users = TestUsers.Store(), InventedSaltKey = key });

        Assert.Equal((await Challenge(before.Connect(), "x"))[1], (await Challenge(after.Connect(), "x"))[1]);
    }

    [Theory]
    [InlineData("""{ "saslStart": 1, "mechanism": "GSSAPI", "payload": "" }""", ErrorCode.MechanismUnavailable)]
    [InlineData("""{ "saslStart": 1, "mechanism": "PLAIN", "payload": "" }""", ErrorCode.MechanismUnavailable)]
    [InlineData("""{ "saslStart": 1, "mechanism": 5, "payload": "" }""", ErrorCode.TypeMismatch)]
    [InlineData("""{ "saslStart": 1, "payload": "" }""", ErrorCode.TypeMismatch)]
    [InlineData("""{ "saslStart": 1, "mechanism": "SCRAM-SHA-256", "payload": 5 }""", ErrorCode.TypeMismatch)]
    [InlineData("""{ "saslStart": 1, "mechanism": "SCRAM-SHA-256" }""", ErrorCode.TypeMismatch)]
    [InlineData("""{ "saslStart": 1, "mechanism": "SCRAM-SHA-256", "payload": "!" }""", ErrorCode.FailedToParse)]
    [InlineData("""{ "saslStart": 1, "mechanism": "SCRAM-SHA-256", "payload": "" }""", ErrorCode.AuthenticationFailed)]
    [InlineData("""{ "saslStart": 1, "mechanism": "SCRAM-SHA-256", "payload": "bixhPXgsbj11" }""", ErrorCode.AuthenticationFailed)]
    public async Task Refuses(string command, ErrorCode code)
    {
        var client = _server.Connect();

        Assert.Equal(code, (await client.RunAsync(command)).Error);
        Assert.True((await client.RunAsync("""{ "ping": 1 }""")).IsOk);
    }

    [Fact]
    public async Task A_payload_may_also_be_base64_text()
    {
        var payload = Convert.ToBase64String(new TestScram("SCRAM-SHA-256", "admin", "x").FirstPayload);
        var reply = await _server.Connect().RunAsync(
            $$"""{ "saslStart": 1, "mechanism": "SCRAM-SHA-256", "payload": "{{payload}}" }""");

        Assert.Equal(1, reply["conversationId"].AsInt32);
        Assert.False(reply["done"].AsBoolean);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private static async Task<string[]> Challenge(TestClient client, string user)
    {
        var reply = await client.RunAsync(new TestScram("SCRAM-SHA-256", user, "x").Start("admin"));
        return Encoding.UTF8.GetString(reply["payload"].AsBinary).Split(',');
    }
}
