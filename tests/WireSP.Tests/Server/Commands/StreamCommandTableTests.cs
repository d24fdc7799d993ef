using WireSP.Server.Commands;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public class StreamCommandTableTests
{
    private static readonly string[] Reading =
    [
        "diagnoseStreamProcessor", "explainStreamProcessor", "getStreamProcessor", "getStreamProcessorStats",
        "listCheckpoints",
        "listStreamConnections", "listStreamProcessors", "listWorkspaceDefaults",
    ];

    [Fact]
    public void All_commands_are_there() => Assert.Equal(
        [
            "createStreamConnection", "createStreamProcessor", "diagnoseStreamProcessor", "dropCheckpoint",
            "dropStreamConnection", "dropStreamProcessor", "explainStreamProcessor", "getMoreSampleStreamProcessor",
            "getStreamProcessor", "getStreamProcessorStats", "listCheckpoints", "listStreamConnections",
            "listStreamProcessors", "listWorkspaceDefaults", "modifyStreamConnection", "modifyStreamProcessor",
            "processStreamProcessor", "saveCheckpoint", "startSampleStreamProcessor", "startStreamProcessor",
            "stopStreamProcessor",
            "validateStreamProcessor",
        ],
        StreamCommandTable.Specs.Select(spec => spec.Name));

    [Fact]
    public void Every_command_is_for_the_admin_database_and_says_what_it_does() => Assert.All(
        StreamCommandTable.Specs,
        spec =>
        {
            Assert.True(spec.AdminOnly, spec.Name);
            Assert.NotEqual("", spec.Summary);
            Assert.False(spec.AllowedBeforeAuthentication, spec.Name);
        });

    [Theory]
    [InlineData("admin")]
    [InlineData("second")]
    public async Task Who_may_do_everything_is_stopped_by_no_privilege(string user)
    {
        await using var workspace = await TestWorkspace.StartAsync(new TestWorkspaceOptions { HasUsers = true });
        await using var client = await workspace.ConnectAsync(user);
        foreach (var spec in StreamCommandTable.Specs)
        {
            var reply = await client.RunAsync($$"""{ "{{spec.Name}}": "p" }""");
            Assert.NotEqual(ErrorCode.Unauthorized, reply.Error);
        }
    }

    [Fact]
    public async Task Who_only_reads_is_told_which_action_is_missing()
    {
        await using var workspace = await TestWorkspace.StartAsync(new TestWorkspaceOptions { HasUsers = true });
        await using var reader = await workspace.ConnectAsync("reader");
        foreach (var spec in StreamCommandTable.Specs)
        {
            var reply = await reader.RunAsync($$"""{ "{{spec.Name}}": "p" }""");
            if (Reading.Contains(spec.Name))
            {
                Assert.NotEqual(ErrorCode.Unauthorized, reply.Error);
                continue;
            }

            // dropStreamProcessor names its action itself, because one's own sp.process() needs none.
            var action = spec.RequiredActions.Count == 0 ? spec.Name : spec.RequiredActions[0];
            Assert.Equal(ErrorCode.Unauthorized, reply.Error);
            Assert.Contains(
                $"not authorized: missing privilege for action {action} on resource",
                reply.Message,
                StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_is_sampled_by_process_needs_both_actions() => Assert.Equal(
        ["processStreamProcessor", "sampleStreamProcessor"],
        StreamCommandTable.Specs.Single(spec => spec.Name == "processStreamProcessor").RequiredActions);

    [Fact]
    public async Task Other_databases_are_refused()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        foreach (var spec in StreamCommandTable.Specs)
        {
            var reply = await workspace.RunAsync($$"""{ "{{spec.Name}}": "p", "$db": "test" }""");
            Assert.Contains("may only be run against the admin database", reply.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Every_command_refuses_a_field_that_it_does_not_know()
    {
        await using var workspace = await TestWorkspace.StartAsync();
        foreach (var spec in StreamCommandTable.Specs)
        {
            var reply = await workspace.RunAsync($$"""{ "{{spec.Name}}": "p", "zzz": 1 }""");
            Assert.Equal(ErrorCode.IDLUnknownField, reply.Error);
        }
    }
}
