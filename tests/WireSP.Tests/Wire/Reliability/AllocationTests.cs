using System.IO.Pipelines;
using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using WireSP.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire;

namespace WireSP.Tests.Wire.Reliability;

public class AllocationTests
{
    private const int Warmup = 2_000;
    private const int Requests = 10_000;
#if DEBUG
    // A debug build keeps the state of every async method on the heap.
    private const int BytesPerRequestMax = 1024;
#else
    private const int BytesPerRequestMax = 1;
#endif

    [Theory]
    [InlineData("""{ "ping": 1, "$db": "admin" }""")]
    [InlineData(
        """{ "ping": 1, "lsid": { "id": { "$uuid": "5183c5a4-8d88-4222-bab1-493b40907eb6" } }, "$db": "test" }""")]
    [InlineData("""{ "hello": 1, "$db": "admin" }""")]
    [InlineData("""{ "isMaster": 1, "helloOk": true, "$db": "admin" }""")]
    public async Task Ping_and_hello_allocate_nothing(string command)
    {
        using var server = new WireServer(new WireServerOptions(), [], NullLogger.Instance);
        var transport = new TestTransport(IPAddress.Loopback, CancellationToken.None, isInline: true);
        var serving = server.ServeAsync(transport);
        var request = TestMessage.Command(1, ExtendedJson.Parse(command));

        await RepeatAsync(transport.Client, request, Warmup);
        var before = GC.GetAllocatedBytesForCurrentThread();
        await RepeatAsync(transport.Client, request, Requests);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        transport.CloseByClient();
        await serving;
        Assert.InRange(allocated, 0, Requests * BytesPerRequestMax);
    }

    // Everything happens inside FlushAsync: the server's continuations run on the thread that wakes them.
    private static async Task RepeatAsync(IDuplexPipe client, byte[] request, int count)
    {
        for (var index = 0; index < count; index++)
        {
            request.CopyTo(client.Output.GetSpan(request.Length));
            client.Output.Advance(request.Length);
            _ = await client.Output.FlushAsync();
            Assert.True(client.Input.TryRead(out var reply));
            client.Input.AdvanceTo(reply.Buffer.End);
        }
    }
}
