using System.Text;
using WireSP.Bson;
using WireSP.TestKit.Wire;
using WireSP.Wire;
using WireSP.Wire.Framing;

namespace WireSP.Tests.Wire.Framing;

public class OpQueryTests
{
    [Theory]
    [InlineData("""{ "isMaster": 1 }""")]
    [InlineData("""{ "$query": { "isMaster": 1 }, "$readPreference": { "mode": "secondary" } }""")]
    [InlineData("""{ "query": { "isMaster": 1 } }""")]
    public void The_command_is_taken_out_of_its_wrapping(string body)
    {
        var query = OpQuery.Parse(TestMessage.Query(1, ExtendedJson.Parse(body), "other.$cmd"));

        Assert.Equal("other", Encoding.UTF8.GetString(query.Database));
        Assert.Equal(ExtendedJson.Parse("""{ "isMaster": 1 }""").Span, query.Body.Span);
    }

    [Fact]
    public void A_collection_is_no_command() =>
        Assert.Equal(0, OpQuery.Parse(TestMessage.Query(1, ExtendedJson.Parse("{}"), "t.c")).Database.Count);

    [Fact]
    public void Every_cut_is_refused()
    {
        var whole = TestMessage.Query(1, ExtendedJson.Parse("""{ "isMaster": 1 }"""));
        for (var length = WireLimits.HeaderSizeBytes; length < whole.Length; length++)
        {
            Assert.Throws<WireProtocolException>(() => OpQuery.Parse(new ArraySegment<byte>(whole, 0, length)));
        }
    }
}
