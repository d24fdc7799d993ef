using WireSP.Bson;
using WireSP.Connectors.Local.Changes;

namespace WireSP.Tests.Connectors.Local.Changes;

public class ResumeTokenTests
{
    private const ulong Time = (1_800_000_000UL << 32) | 7;

    [Fact]
    public void Tokens_compare_as_texts_in_the_order_of_what_they_stand_for()
    {
        string[] tokens =
        [
            ResumeToken.After(Time - 1).ToString(), ResumeToken.OfEvent(Time).ToString(),
            ResumeToken.OfInvalidate(Time).ToString(), ResumeToken.After(Time).ToString(),
            ResumeToken.OfEvent(Time + 1).ToString(),
        ];

        Assert.Equal(tokens.Order(StringComparer.Ordinal), tokens);
    }

    [Fact]
    public void What_is_written_is_read()
    {
        foreach (var token in (ResumeToken[])
            [ResumeToken.OfEvent(Time), ResumeToken.OfInvalidate(Time), ResumeToken.After(Time)])
        {
            Assert.Equal(token, ResumeToken.Parse(token.ToDocument()));
        }
    }

    [Fact]
    public void A_token_says_up_to_when_its_holder_has_seen()
    {
        Assert.Equal(Time, ResumeToken.OfEvent(Time).SeenTime);
        Assert.Equal(Time, ResumeToken.After(Time).SeenTime);
    }

    [Fact]
    public void A_token_with_more_in_it_is_read_for_its_time()
    {
        var token = new BsonDocumentBuilder
        {
            { "_data", "826B01E5D3000000082B022C0100296E5A10048BE1C1693D30497FBCA593B44A92B7BC04" },
        }.ToDocument();

        Assert.Equal(ResumeToken.OfEvent((0x6B01E5D3UL << 32) | 8), ResumeToken.Parse(token));
    }
}
