using WireSP.TestKit.Wire;
using WireSP.Wire;
using WireSP.Wire.Authentication;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Commands;

public class AuthorizationTests
{
    private static readonly string[] BeforeAuthentication =
    [
        "authenticate", "buildInfo", "connectionStatus", "endSessions", "hello", "logout", "ping", "saslContinue",
        "saslStart", "whatsmyuri",
    ];

    [Fact]
    public async Task G1_before_authentication_only_the_listed_commands_run_and_arguments_are_not_read()
    {
        await using var server = TestUsers.Server();
        foreach (var spec in server.Wire.Commands.Specs)
        {
            var reply = await server.Connect().RunAsync($$"""{ "{{spec.Name}}": 1, "noSuchField": { "a": [] } }""");
            if (BeforeAuthentication.Contains(spec.Name))
            {
                Assert.NotEqual(ErrorCode.Unauthorized, reply.Error);
            }
            else
            {
                Assert.Equal(ErrorCode.Unauthorized, reply.Error);
                Assert.Equal($"Command {spec.Name} requires authentication", reply.Message);
            }
        }
    }

    [Fact]
    public async Task G1_an_unknown_command_is_not_told_apart_before_authentication()
    {
        await using var server = TestUsers.Server();

        Assert.Equal(
            "Command atlasVersion requires authentication",
            (await server.Connect().RunAsync("""{ "atlasVersion": 1 }""")).Message);
    }

    [Theory]
    [InlineData(PrivilegeActions.CreateStreamProcessor, false)]
    [InlineData(PrivilegeActions.DropStreamProcessor, false)]
    [InlineData(PrivilegeActions.ModifyStreamProcessor, false)]
    [InlineData(PrivilegeActions.StartStreamProcessor, false)]
    [InlineData(PrivilegeActions.StopStreamProcessor, false)]
    [InlineData(PrivilegeActions.ProcessStreamProcessor, false)]
    [InlineData(PrivilegeActions.SampleStreamProcessor, false)]
    [InlineData(PrivilegeActions.ManageStreamConnections, false)]
    [InlineData(PrivilegeActions.Write, false)]
    [InlineData(PrivilegeActions.GetStreamProcessor, true)]
    [InlineData(PrivilegeActions.ListStreamProcessors, true)]
    [InlineData(PrivilegeActions.ListStreamConnections, true)]
    [InlineData(PrivilegeActions.StreamProcessorStats, true)]
    public async Task G4_each_role_allows_its_actions(string action, bool readers)
    {
        var command = new CommandRegistration(
            new CommandSpec("act") { RequiredActions = [action] }, new OkCommand());
        UserStore users =
            new([User(Privileges.AtlasAdmin), User(Privileges.ReadWriteAnyDatabase), User(Privileges.ReadAnyDatabase)]);

        foreach (var (role, allowed) in new[]
            { (Privileges.AtlasAdmin, true), (
                Privileges.ReadWriteAnyDatabase, true), (Privileges.ReadAnyDatabase, readers) })
        {
            Assert.True(users.TryFind("admin", role, out var user));
            Assert.Equal(allowed, Privileges.Allows(user.ToAuthenticatedUser(), action));
        }

        await using var server = TestUsers.Server(command);
        var client = server.Connect();
        await TestUsers.LogInAsync(client, "reader");
        var reply = await client.RunAsync("""{ "act": 1 }""");
        Assert.Equal(readers, reply.IsOk);
        Assert.Equal(
            readers ? "" : $"not authorized: missing privilege for action {action} on resource {{ db: \"admin\" }}",
            reply.Message);
    }

    [Fact]
    public void A_role_that_does_not_exist_allows_nothing() => Assert.False(
        Privileges.Allows(new AuthenticatedUser("u", "admin", ["root"]), PrivilegeActions.ListStreamProcessors));

    [Fact]
    public async Task A_privilege_is_checked_before_the_fields()
    {
        var command = new CommandRegistration(
            new CommandSpec("act") { RequiredActions = [PrivilegeActions.StopStreamProcessor] }, new OkCommand());
        await using var server = TestUsers.Server(command);
        var client = server.Connect();
        await TestUsers.LogInAsync(client, "reader");

        Assert.Equal(ErrorCode.Unauthorized, (await client.RunAsync("""{ "act": 1, "noSuchField": 1 }""")).Error);
    }

    [Fact]
    public async Task Without_users_everything_is_allowed()
    {
        var command = new CommandRegistration(
            new CommandSpec("act") { RequiredActions = [PrivilegeActions.DropStreamProcessor] }, new OkCommand());
        await using var server = new TestServer(new WireServerOptions(), command);

        Assert.True((await server.Connect().RunAsync("""{ "act": 1 }""")).IsOk);
    }

    private static UserCredentials User(string role) => new(role, "admin", [role], []);

    private sealed class OkCommand : ICommandHandler
    {
        public ValueTask<WireSP.Bson.BsonDocument> HandleAsync(
            CommandRequest request, CancellationToken cancellationToken) => new(CommandReply.Ok);
    }
}
