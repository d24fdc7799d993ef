using WireSP.Bson;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Streaming;
using WireSP.TestKit.Wire;

namespace WireSP.TestKit.Server;

/// <summary>What a client that samples does: numbered documents in, getMore after getMore out.</summary>
public static class SampleClient
{
    /// <summary>Hands the test source documents <c>{n: 0}</c>, <c>{n: 1}</c>, ….</summary>
    public static void Enqueue(TestWorkspace workspace, int count)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        for (var i = 0; i < count; i++)
        {
            workspace.Connector.Input.Enqueue(ExtendedJson.Parse($$"""{ "n": {{i}} }"""));
        }
    }

    /// <summary>Reads once; moves a clock of the test until the reply is there.</summary>
    public static async Task<TestReply> MoreAsync(
        TestClient client, string name, long cursor, string more = "", FakeClock? clock = null)
    {
        ArgumentNullException.ThrowIfNull(client);
        var reading = client.RunAsync(
            $$"""
            { "getMoreSampleStreamProcessor": "{{name}}", "cursorId": { "$numberLong": "{{cursor}}" }{{more}} }
            """);
        while (clock is not null && !reading.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(1));
            await Task.Yield();
        }

        return await reading;
    }

    /// <summary>The numbers of the documents in a reply.</summary>
    public static IReadOnlyList<int> Numbers(TestReply reply)
    {
        ArgumentNullException.ThrowIfNull(reply);
        return [.. reply["messages"].AsArray.Items().Select(item => item.AsDocument["n"].AsInt32)];
    }
}
