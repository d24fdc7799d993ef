using WireSP.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire.Commands;

namespace WireSP.Tests.Wire.Reliability;

public class OpcodeTests
{
    private readonly TestClient _client = TestServer.Connect();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2001)]
    [InlineData(2002)]
    [InlineData(2005)]
    [InlineData(2006)]
    [InlineData(2007)]
    [InlineData(2010)]
    [InlineData(2011)]
    [InlineData(9999)]
    [InlineData(-1)]
    public async Task F2_any_other_opcode_closes_the_connection(int opCode)
    {
        await _client.SendAsync(TestMessage.Message(1, opCode, new byte[32]));

        Assert.Null(await _client.TryReceiveAsync());
        await _client.WaitForEndAsync();
    }

    [Theory]
    [InlineData("""{ "ping": 1 }""", "admin.$cmd")]
    [InlineData("""{ "_id": 1 }""", "crud.c")]
    [InlineData("{}", "crud.$cmd")]
    [InlineData("""{ "isMaster": 1 }""", "crud.c")]
    public async Task F2_a_query_that_is_no_hello_gets_352_as_OP_REPLY_and_the_connection_goes_on(
        string body, string collection)
    {
        await _client.SendAsync(TestMessage.Query(5, ExtendedJson.Parse(body), collection));
        var message = await _client.ReceiveAsync();

        Assert.Equal((TestMessage.OpReply, 5), (message.OpCode, message.ResponseTo));
        Assert.Equal(ErrorCode.UnsupportedOpQueryCommand, message.Reply.Error);
        Assert.True((await _client.RunAsync("""{ "ping": 1 }""")).IsOk);
    }

    [Theory]
    [InlineData("""{ "ismaster": 1, "helloOk": true }""", "ismaster")]
    [InlineData("""{ "hello": 1, "helloOk": true }""", "isWritablePrimary")]
    public async Task F2_hello_by_query_is_answered_as_OP_REPLY(string body, string field)
    {
        await _client.SendAsync(TestMessage.Query(-5, ExtendedJson.Parse(body)));
        var message = await _client.ReceiveAsync();

        Assert.Equal((TestMessage.OpReply, -5, 8u), (message.OpCode, message.ResponseTo, message.Flags));
        Assert.True(message.Reply[field].AsBoolean);
        Assert.True(message.Reply.IsOk);
    }
}
