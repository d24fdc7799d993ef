using WireSP.Bson;
using WireSP.TestKit.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire;
using Xunit.Abstractions;

namespace WireSP.Tests.Wire.Reliability;

public class MutationTests(ITestOutputHelper output)
{
    private const int Count = 10_000;
    private const long GrowthBytesMax = 32 * 1024 * 1024;

    [Theory]
    [InlineData(20_261_121)]
    public async Task F12_ten_thousand_damaged_messages_leave_the_server_up_and_memory_flat(int seed)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var server = new TestServer(new WireServerOptions { Users = TestUsers.Store() });
        await using var open = new TestServer(new WireServerOptions());
        var seeds = FrameSeeds.All();
        var bystander = open.Connect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var index = 0; index < Count; index++)
        {
            var target = index % 3 == 0 ? server : open;
            await AttackAsync(target, Mutation.Mutate(seeds[random.Next(seeds.Count)], random));
            if (index % 500 == 0)
            {
                Assert.True((await bystander.RunAsync("""{ "ping": 1 }""")).IsOk, $"seed {seed}, message {index}");
            }
        }

        var growth = GC.GetTotalMemory(forceFullCollection: true) - before;
        output.WriteLine($"memory grew by {growth} bytes");
        Assert.InRange(growth, long.MinValue, GrowthBytesMax);
        Assert.Equal((0, 1), (server.Wire.ConnectionCount, open.Wire.ConnectionCount));
    }

    private static async Task AttackAsync(TestServer server, byte[] bytes)
    {
        var client = server.Connect();
        await client.SendAsync(bytes);

        // A request that is whole behind the damage must still be answered or refused, never hang the connection.
        await client.SendAsync(TestMessage.Command(9, ExtendedJson.Parse("""{ "ping": 1, "$db": "admin" }""")));
        client.Close();
        await client.WaitForEndAsync();
    }
}
