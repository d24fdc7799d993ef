using WireSP.Bson;
using WireSP.Streaming;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class StartStreamProcessorCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_created_processor_starts_and_moves_documents()
    {
        await _workspace.StartProcessorAsync("p");
        await _workspace.UntilStateAsync("p", "STARTED");
        _workspace.Connector.Input.Enqueue(ExtendedJson.Parse("""{ "a": 1 }"""));

        await _workspace.UntilOutAsync(1);
    }

    [Fact]
    public async Task A_processor_that_runs_cannot_be_started()
    {
        await _workspace.StartProcessorAsync("p");

        var reply = await _workspace.RunAsync("""{ "startStreamProcessor": "p" }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("already been started", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_processor_fails_the_command_and_not_the_connection()
    {
        var reply = await _workspace.RunAsync("""{ "startStreamProcessor": "nope" }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("stream processor doesn't exist", reply.Message, StringComparison.Ordinal);
        Assert.True((await _workspace.RunAsync("""{ "ping": 1 }""")).IsOk);
    }

    [Fact]
    public async Task Options_are_taken_in_both_places_and_the_nested_one_counts()
    {
        await _workspace.CreateAsync("p");
        await _workspace.MustAsync("""
            { "startStreamProcessor": "p", "tier": "SP50", "workers": 3, "lsid": {}, "comment": "x",
              "options": { "tier": "SP30", "resumeFromCheckpoint": true } }
            """);

        Assert.Equal("SP30", (await _workspace.DescribeAsync("p"))["tier"].AsString);
    }

    [Fact]
    public async Task A_start_goes_on_where_the_source_stood_unless_told_otherwise()
    {
        await RunAndStopAsync("p");
        await _workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
        await _workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");
        await _workspace.MustAsync("""{ "startStreamProcessor": "p", "resumeFromCheckpoint": false }""");

        Assert.Equal(
            [null, 1, null],
            _workspace.Connector.OpenedAt.Select(position => position?["count"].AsInt32));
    }

    [Fact]
    public async Task A_start_returns_to_a_checkpoint_by_its_name()
    {
        await RunAndStopAsync("p");
        await _workspace.MustAsync("""{ "saveCheckpoint": "p", "name": "one" }""");
        await _workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
        _workspace.Connector.Input.Enqueue(ExtendedJson.Parse("""{ "a": 2 }"""));
        await _workspace.UntilOutAsync(2);
        await _workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");

        await _workspace.MustAsync("""{ "startStreamProcessor": "p", "fromCheckpoint": "one" }""");
        await _workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");
        await _workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
        await _workspace.MustAsync("""{ "stopStreamProcessor": "p" }""");
        var unknown = await _workspace.RunAsync("""{ "startStreamProcessor": "p", "fromCheckpoint": 999 }""");

        Assert.Equal([null, 1, 1, 1], _workspace.Connector.OpenedAt.Select(position => position?["count"].AsInt32));
        Assert.Contains("has no checkpoint '999'", unknown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Clearing_checkpoints_begins_anew()
    {
        await RunAndStopAsync("p");
        await _workspace.MustAsync("""{ "startStreamProcessor": "p", "options": { "clearCheckpoints": true } }""");

        Assert.Equal([null, null], _workspace.Connector.OpenedAt.Select(position => position?["count"].AsInt32));
    }

    [Theory]
    [InlineData(
        "\"tier\": \"SP7\"", ErrorCode.InvalidOptions, "unknown tier 'SP7'; known tiers: SP2, SP5, SP10, SP30, SP50")]
    [InlineData("\"tier\": 7", ErrorCode.TypeMismatch, "expected type 'string'")]
    [InlineData("\"teir\": \"SP2\"", ErrorCode.IDLUnknownField, "Did you mean 'tier'?")]
    [InlineData("\"options\": { \"teir\": \"SP2\" }", ErrorCode.IDLUnknownField, "Did you mean 'tier'?")]
    [InlineData("\"options\": 1", ErrorCode.TypeMismatch, "expected type 'object'")]
    [InlineData("\"resumeFromCheckpoint\": 1", ErrorCode.TypeMismatch, "expected type 'bool'")]
    [InlineData("\"resumeFromCheckpoint\": true, \"clearCheckpoints\": true", ErrorCode.InvalidOptions, "contradict")]
    [InlineData("\"startAfter\": {}", ErrorCode.InvalidOptions, "change stream")]
    [InlineData("\"autoscaling\": { \"enabled\": true }", ErrorCode.NotImplemented, "autoscaling is not supported")]
    [InlineData(
        "\"autoscaling\": { \"minTier\": \"SP30\", \"maxTier\": \"SP5\" }", ErrorCode.InvalidOptions, "is no range")]
    [InlineData(
        "\"tier\": \"SP2\", \"autoscaling\": { \"minTier\": \"SP5\" }",
        ErrorCode.InvalidOptions,
        "outside the autoscaling range")]
    [InlineData("\"enableAutoScaling\": true", ErrorCode.NotImplemented, "autoscaling is not supported")]
    [InlineData("\"failover\": { \"region\": \"R\" }", ErrorCode.NotImplemented, "failover is not supported")]
    public async Task A_malformed_start_is_refused_and_changes_nothing(string options, ErrorCode expected, string text)
    {
        await _workspace.CreateAsync("p");

        var reply = await _workspace.RunAsync($$"""{ "startStreamProcessor": "p", {{options}} }""");

        Assert.Equal(expected, reply.Error);
        Assert.Contains(text, reply.Message, StringComparison.Ordinal);
        Assert.Equal("CREATED", (await _workspace.DescribeAsync("p"))["state"].AsString);
    }

    [Fact]
    public async Task A_failure_that_no_retry_can_mend_fails_the_processor()
    {
        await _workspace.CreateAsync("p");
        _workspace.Connector.OpenFailures.Enqueue(
            new StreamProcessorException(420, FailureDomain.User, RetryPolicy.Never, "no such topic"));

        await _workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
        await _workspace.UntilStateAsync("p", "FAILED");

        var reply = await _workspace.DescribeAsync("p");
        Assert.Equal("no such topic", reply["errorMsg"].AsString);
        Assert.Equal(420, reply["errorCode"].AsInt32);
        Assert.False(reply["errorRetryable"].AsBoolean);
        await _workspace.MustAsync("""{ "startStreamProcessor": "p" }""");
        await _workspace.UntilStateAsync("p", "STARTED");
    }

    private async Task RunAndStopAsync(string name)
    {
        await _workspace.StartProcessorAsync(name);
        _workspace.Connector.Input.Enqueue(ExtendedJson.Parse("""{ "a": 1 }"""));
        await _workspace.UntilOutAsync(1);
        await _workspace.MustAsync($$"""{ "stopStreamProcessor": "{{name}}" }""");
    }
}
