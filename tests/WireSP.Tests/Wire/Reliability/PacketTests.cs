using WireSP.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire;

namespace WireSP.Tests.Wire.Reliability;

public class PacketTests
{
    private static readonly byte[] Ping =
        TestMessage.Command(1, ExtendedJson.Parse("""{ "ping": 1, "$db": "admin" }"""));

    private readonly TestServer _server = new(new WireServerOptions());

    [Fact]
    public async Task F6_one_byte_in_each_packet_is_the_same_message()
    {
        var client = _server.Connect();
        foreach (var value in Ping)
        {
            await client.SendAsync(new[] { value });
        }

        Assert.True((await client.ReceiveAsync()).Reply.IsOk);
    }

    [Fact]
    public async Task F6_a_thousand_messages_in_one_packet_are_answered_in_order()
    {
        var client = _server.Connect();
        var packet = new List<byte>();
        for (var id = 0; id < 1000; id++)
        {
            var body = ExtendedJson.Parse(
                id % 3 == 0 ? """{ "hello": 1, "$db": "a" }""" : """{ "ping": 1, "$db": "a" }""");
            packet.AddRange(TestMessage.Command(id, body));
        }

        var sending = client.SendAsync(packet.ToArray());
        for (var id = 0; id < 1000; id++)
        {
            var message = await client.ReceiveAsync();
            Assert.Equal(id, message.ResponseTo);
            Assert.True(message.Reply.IsOk);
        }

        await sending;
    }

    [Fact]
    public async Task F6_closing_at_every_byte_of_a_login_leaves_no_connection_behind()
    {
        var scram = new TestScram("SCRAM-SHA-256", "u", "p");
        byte[] exchange =
        [
            .. TestMessage.Query(1, ExtendedJson.Parse("""{ "isMaster": 1, "helloOk": true }""")),
            .. TestMessage.Command(2, scram.Start("admin")),
            .. TestMessage.Command(3, TestScram.Continue([1, 2, 3])),
            .. Ping,
        ];
        for (var cut = 0; cut <= exchange.Length; cut++)
        {
            var client = _server.Connect();
            await client.SendAsync(exchange.AsMemory(0, cut));
            client.Close();
            await client.WaitForEndAsync();
        }

        Assert.Equal(0, _server.Wire.ConnectionCount);
    }
}
