using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class CreateStreamProcessorCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_new_processor_is_created_and_does_not_run()
    {
        var reply = await _workspace.CreateAsync("orders");

        Assert.Equal(1, reply.Document.CountElements());
        Assert.Equal("CREATED", (await _workspace.DescribeAsync("orders"))["state"].AsString);
    }

    [Fact]
    public async Task A_name_is_taken_once()
    {
        await _workspace.CreateAsync("orders");

        var reply = await _workspace.RunAsync(Create("orders", TestWorkspace.Pipeline));

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
        Assert.Contains("duplicate stream processor name", reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Options_are_nested_and_may_be_empty()
    {
        await _workspace.MustAsync(
            $$"""{ "createStreamProcessor": "a", "pipeline": {{TestWorkspace.Pipeline}}, "options": {} }""");
        await _workspace.MustAsync($$"""
            { "createStreamProcessor": "b", "pipeline": {{TestWorkspace.Pipeline}},
              "options": { "tier": "SP30", "streamMetaFieldName": "_m", "failover": false } }
            """);

        var reply = await _workspace.DescribeAsync("b");
        Assert.Equal("SP30", reply["tier"].AsString);
        Assert.Equal("_m", reply["streamMetaFieldName"].AsString);
    }

    [Fact]
    public async Task An_unknown_connection_says_where_to_look()
    {
        var reply = await _workspace.RunAsync(
            Create("a", """[{ "$source": { "connectionName": "nope" } }, { "$emit": { "connectionName": "out" } }]"""));

        Assert.False(reply.IsOk);
        Assert.Contains(
            "connection named nope does not exist. Check sp.listConnections() for available connections",
            reply.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_problem_is_in_the_details_and_the_first_in_the_text()
    {
        var reply = await _workspace.RunAsync(Create(
            "a",
            """
            [{ "$source": { "connectionName": "in" } }, { "$mtch": {} }, { "$limt": 1 },
             { "$emit": { "connectionName": "out" } }]
            """));

        Assert.Contains("stage 1: ", reply.Message, StringComparison.Ordinal);
        Assert.Contains("$match", reply.Message, StringComparison.Ordinal);
        Assert.Contains("(and 1 more, see errInfo.problems)", reply.Message, StringComparison.Ordinal);
        var problems = reply["errInfo"].AsDocument["problems"].AsArray;
        Assert.Equal(2, problems.Count());
        Assert.Equal(2, problems[1].AsDocument["stageIndex"].AsInt32);
        Assert.Contains("$limt", problems[1].AsDocument["message"].AsString, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "createStreamProcessor": 7, "pipeline": [] }""", ErrorCode.TypeMismatch)]
    [InlineData("""{ "createStreamProcessor": "", "pipeline": [] }""", ErrorCode.FailedToParse)]
    [InlineData("""{ "createStreamProcessor": "../x", "pipeline": PIPELINE }""", ErrorCode.InvalidOptions)]
    [InlineData("""{ "createStreamProcessor": "a" }""", ErrorCode.IDLFailedToParse)]
    [InlineData("""{ "createStreamProcessor": "a", "pipeline": {} }""", ErrorCode.TypeMismatch)]
    [InlineData("""{ "createStreamProcessor": "a", "pipeline": PIPELINE, "optins": {} }""", ErrorCode.IDLUnknownField)]
    [InlineData(
        """{ "createStreamProcessor": "a", "pipeline": PIPELINE, "options": { "teir": "SP2" } }""",
        ErrorCode.IDLUnknownField)]
    [InlineData(
        """{ "createStreamProcessor": "a", "pipeline": PIPELINE, "options": { "tier": "SP7" } }""",
        ErrorCode.InvalidOptions)]
    [InlineData(
        """{ "createStreamProcessor": "a", "pipeline": PIPELINE, "options": { "tier": 5 } }""",
        ErrorCode.TypeMismatch)]
    [InlineData(
        """{ "createStreamProcessor": "a", "pipeline": PIPELINE, "options": { "failover": true } }""",
        ErrorCode.NotImplemented)]
    [InlineData(
        """{ "createStreamProcessor": "a", "pipeline": PIPELINE, "options": { "streamMetaFieldName": "$x" } }""",
        ErrorCode.InvalidOptions)]
    [InlineData("""{ "createStreamProcessor": "a", "pipeline": PIPELINE, "$db": "test" }""", ErrorCode.Unauthorized)]
    public async Task A_malformed_request_is_refused(string command, ErrorCode expected)
    {
        var reply = await _workspace.RunAsync(
            command.Replace("PIPELINE", TestWorkspace.Pipeline, StringComparison.Ordinal));

        Assert.Equal(expected, reply.Error);
        Assert.Empty(await _workspace.ListAsync());
    }

    [Theory]
    [InlineData(
        """{ "connectionName": "nope", "db": "d", "coll": "c" }""",
        ErrorCode.CommandFailed,
        "connection named nope does not exist")]
    [InlineData(
        """{ "connectionName": "in", "db": "d", "coll": "c" }""",
        ErrorCode.InvalidOptions,
        "connection 'in' is of type Test")]
    [InlineData(
        """{ "connectionName": "local", "db": "admin", "coll": "c" }""",
        ErrorCode.InvalidOptions,
        "dlq: the database 'admin' is protected")]
    [InlineData("""{ "connectionName": "cluster0", "db": "d" }""", ErrorCode.IDLFailedToParse, "'dlq.coll' is missing")]
    [InlineData(
        """{ "connectionName": "cluster0", "db": 1, "coll": "c" }""",
        ErrorCode.TypeMismatch,
        "'dlq.db' is the wrong type")]
    [InlineData(
        """{ "connectionName": "cluster0", "database": "d", "coll": "c" }""",
        ErrorCode.IDLUnknownField,
        "'dlq.database'")]
    public async Task A_dead_letter_queue_that_cannot_be_is_refused_and_not_dropped_silently(
        string queue, ErrorCode expected, string text)
    {
        var reply = await _workspace.RunAsync(
            $$"""
            { "createStreamProcessor": "a", "pipeline": {{TestWorkspace.Pipeline}}, "options": { "dlq": {{queue}} } }
            """);

        Assert.Equal(expected, reply.Error);
        Assert.Contains(text, reply.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_carries_a_correlation_id()
    {
        var reply = await _workspace.RunAsync("""{ "createStreamProcessor": "a" }""");

        Assert.Matches(", correlationID = [0-9a-f]{24}$", reply.Message);
    }

    private static string Create(string name, string pipeline) =>
        $$"""{ "createStreamProcessor": "{{name}}", "pipeline": {{pipeline}} }""";
}
