using WireSP.TestKit.Wire;

namespace WireSP.Tests.Wire.Commands.Diagnostics;

public class ListCommandsCommandTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Fact]
    public async Task Lists_every_command_with_what_it_needs()
    {
        var reply = await _client.RunAsync("""{ "listCommands": 1 }""");
        var commands = reply["commands"].AsDocument;

        Assert.True(commands["getLog"].AsDocument["requiresAuth"].AsBoolean);
        Assert.True(commands["getLog"].AsDocument["adminOnly"].AsBoolean);
        Assert.False(commands["hello"].AsDocument["requiresAuth"].AsBoolean);
        Assert.Equal("isMaster", commands["hello"].AsDocument["aliases"].AsArray[0].AsString);
        Assert.Null(reply.Error);
    }

    [Fact]
    public async Task Lists_itself_and_says_what_each_does()
    {
        var commands = (await _client.RunAsync("""{ "listCommands": 1 }"""))["commands"].AsDocument;
        foreach (var command in commands)
        {
            Assert.NotEqual("", command.Value.AsDocument["help"].AsString);
        }

        Assert.False(commands["listCommands"].IsMissing);
    }
}
