using WireSP.Bson;
using WireSP.TestKit.Server;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Server.Commands;

public sealed class GetStreamProcessorCommandTests : IAsyncLifetime
{
    private TestWorkspace _workspace = null!;

    public async Task InitializeAsync() => _workspace = await TestWorkspace.StartAsync();

    public async Task DisposeAsync() => await _workspace.DisposeAsync();

    [Fact]
    public async Task A_processor_is_described_flat_with_the_types_that_drivers_read()
    {
        await _workspace.CreateAsync("p");

        var reply = await _workspace.DescribeAsync("p");

        Assert.Matches("^[0-9a-f]{24}$", reply["id"].AsString);
        Assert.Equal(("p", "CREATED"), (reply["name"].AsString, reply["state"].AsString));
        Assert.Equal("SP10", reply["tier"].AsString);
        Assert.Equal(2, reply["pipeline"].AsArray.Count());
        Assert.Equal(BsonType.Int32, reply["pipelineVersion"].Type);
        Assert.Equal("_stream_meta", reply["streamMetaFieldName"].AsString);
        Assert.False(reply["hasStarted"].AsBoolean);
        Assert.Equal(BsonType.DateTime, reply["lastStateChange"].Type);
        Assert.Equal(BsonType.DateTime, reply["lastModifiedAt"].Type);
        Assert.Equal(("", 0), (reply["errorMsg"].AsString, reply["errorCode"].AsInt32));
        Assert.Equal(BsonType.Document, reply["stats"].Type);
        Assert.True(reply["dlq"].IsMissing);
    }

    [Fact]
    public async Task An_unknown_processor_fails_the_command()
    {
        var reply = await _workspace.RunAsync("""{ "getStreamProcessor": "nope" }""");

        Assert.Equal(ErrorCode.CommandFailed, reply.Error);
    }
}
