using WireSP.TestKit.Wire;
using WireSP.Wire;

namespace WireSP.Fuzz.Targets;

/// <summary>Messages as bytes, into the real connection loop: with users and without.</summary>
internal static class FramesFuzz
{
    public static readonly FuzzTarget Target = new(
        "frames", "damaged messages are answered or close their connection, and the server goes on", Seeds, Run);

    private static readonly TestServer Open = new(new WireServerOptions());
    private static readonly TestServer WithUsers = new(new WireServerOptions { Users = TestUsers.Store() });

    private static IReadOnlyList<byte[]> Seeds(int seed) => FrameSeeds.All();

    private static void Run(byte[] input)
    {
        AttackAsync(Open, input).GetAwaiter().GetResult();
        AttackAsync(WithUsers, input).GetAwaiter().GetResult();
    }

    private static async Task AttackAsync(TestServer server, byte[] input)
    {
        var client = server.Connect();
        await client.SendAsync(input);
        client.Close();
        await client.WaitForEndAsync();
        if (server.Wire.ConnectionCount != 0)
        {
            throw new InvalidOperationException("a connection was left behind");
        }
    }
}
