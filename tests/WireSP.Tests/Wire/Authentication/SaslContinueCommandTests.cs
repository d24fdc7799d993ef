using WireSP.TestKit.Streaming;
using WireSP.TestKit.Wire;
using WireSP.Wire;
using WireSP.Wire.Authentication;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Authentication;

public sealed class SaslContinueCommandTests : IAsyncDisposable
{
    private readonly TestServer _server = TestUsers.Server();

    [Fact]
    public async Task Without_skipping_the_login_is_done_after_an_empty_exchange()
    {
        var client = _server.Connect();
        var scram = new TestScram("SCRAM-SHA-256", "admin", TestUsers.Password);
        var challenge = await client.RunAsync(scram.Start("admin", skipsEmptyExchange: false));
        var proven = await client.RunAsync(scram.Continue(challenge.Document, "admin"));

        Assert.False(proven["done"].AsBoolean);
        Assert.Equal(ErrorCode.Unauthorized, (await client.RunAsync("""{ "listDatabases": 1 }""")).Error);
        var done = await client.RunAsync(TestScram.Continue([]));
        Assert.True(done["done"].AsBoolean);
        Assert.Equal(0, done["payload"].Length);
        Assert.True((await client.RunAsync("""{ "listDatabases": 1 }""")).IsOk);
    }

    [Fact]
    public async Task A_step_without_a_start_is_out_of_order()
    {
        var reply = await _server.Connect().RunAsync(TestScram.Continue([1]));

        Assert.Equal(ErrorCode.ProtocolError, reply.Error);
        Assert.Equal("No SASL session state found", reply.Message);
    }

    [Fact]
    public async Task A_wrong_conversation_id_ends_the_conversation()
    {
        var client = _server.Connect();
        var scram = new TestScram("SCRAM-SHA-256", "admin", TestUsers.Password);
        var challenge = await client.RunAsync(scram.Start("admin"));

        Assert.Equal(
            ErrorCode.ProtocolError, (await client.RunAsync(TestScram.Continue([1], conversationId: 2))).Error);
        Assert.Equal(
            ErrorCode.ProtocolError, (await client.RunAsync(scram.Continue(challenge.Document, "admin"))).Error);
    }

    [Fact]
    public async Task A_failed_conversation_is_gone_and_a_replay_of_a_good_one_too()
    {
        var client = _server.Connect();
        var scram = new TestScram("SCRAM-SHA-256", "admin", TestUsers.Password);
        var challenge = await client.RunAsync(scram.Start("admin"));
        var final = scram.Continue(challenge.Document, "admin");

        Assert.True((await client.RunAsync(final)).IsOk);
        Assert.Equal(ErrorCode.ProtocolError, (await client.RunAsync(final)).Error);
        _ = await client.RunAsync(new TestScram("SCRAM-SHA-256", "admin", TestUsers.Password).Start("admin"));
        Assert.Equal(ErrorCode.AuthenticationFailed, (await client.RunAsync(final)).Error);
        Assert.Equal(ErrorCode.ProtocolError, (await client.RunAsync(final)).Error);
    }

    [Fact]
    public async Task The_same_user_may_log_in_again_and_another_may_not()
    {
        var client = _server.Connect();
        await TestUsers.LogInAsync(client, "reader");
        await TestUsers.LogInAsync(client, "reader");
        var other = await TestUsers.TryLogInAsync(client, "admin", TestUsers.Password);

        Assert.Equal(ErrorCode.AuthenticationFailed, other.Error);
        Assert.Equal(ErrorCode.Unauthorized, (await client.RunAsync("""{ "usersInfo": 1 }""")).Error);
    }

    [Fact]
    public async Task After_ten_wrong_passwords_even_the_right_one_fails_until_the_window_is_over()
    {
        var clock = new FakeClock();
        await using var server = new TestServer(new WireServerOptions { Users = TestUsers.Store(), Clock = clock });
        var client = server.Connect();
        for (var attempt = 0; attempt < WireLimits.FailedLoginsMax; attempt++)
        {
            _ = await TestUsers.TryLogInAsync(client, "admin", "wrong");
        }

        Assert.Equal(
            ErrorCode.AuthenticationFailed, (await TestUsers.TryLogInAsync(client, "admin", TestUsers.Password)).Error);
        clock.Advance(WireLimits.FailedLoginWindow);
        Assert.True((await TestUsers.TryLogInAsync(client, "admin", TestUsers.Password)).IsOk);
    }

    [Fact]
    public async Task A_user_who_is_dropped_or_loses_a_role_loses_it_with_the_next_command()
    {
        var store = TestUsers.Store();
        await using var server = new TestServer(new WireServerOptions { Users = store });
        var client = server.Connect();
        await TestUsers.LogInAsync(client, "admin");
        Assert.True((await client.RunAsync("""{ "usersInfo": 1 }""")).IsOk);

        store.Replace([new UserCredentials("admin", "admin", [Privileges.ReadAnyDatabase], [])]);
        Assert.Equal(ErrorCode.Unauthorized, (await client.RunAsync("""{ "usersInfo": 1 }""")).Error);
        Assert.True((await client.RunAsync("""{ "listDatabases": 1 }""")).IsOk);
        store.Replace([new UserCredentials("other", "admin", [], [])]);
        var reply = await client.RunAsync("""{ "listDatabases": 1 }""");
        Assert.Equal("Command listDatabases requires authentication", reply.Message);
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
