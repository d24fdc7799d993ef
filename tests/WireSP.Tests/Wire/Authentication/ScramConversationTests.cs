using System.Text;
using WireSP.Wire.Authentication;

namespace WireSP.Tests.Wire.Authentication;

public class ScramConversationTests
{
    [Theory]
    [MemberData(nameof(ScramVectors.All), MemberType = typeof(ScramVectors))]
    public void Real_clients_conversations_come_out_byte_for_byte(ScramVector vector)
    {
        var conversation = Begin(vector, skipsEmptyExchange: true);

        Assert.Equal(vector.ServerFirst, Encoding.UTF8.GetString(conversation.Challenge));
        Assert.True(conversation.TryContinue(Encoding.UTF8.GetBytes(vector.ClientFinal), out var reply));
        Assert.Equal(vector.ServerFinal, Encoding.UTF8.GetString(reply));
        Assert.True(conversation.IsDone);
    }

    [Fact]
    public void Without_skipping_the_client_ends_with_an_empty_message()
    {
        var vector = Vector();
        var conversation = Begin(vector, skipsEmptyExchange: false);

        Assert.True(conversation.TryContinue(Encoding.UTF8.GetBytes(vector.ClientFinal), out _));
        Assert.False(conversation.IsDone);
        Assert.True(conversation.TryContinue([], out var reply));
        Assert.Empty(reply);
        Assert.True(conversation.IsDone);
    }

    [Fact]
    public void The_last_message_must_be_empty()
    {
        var vector = Vector();
        var conversation = Begin(vector, skipsEmptyExchange: false);
        _ = conversation.TryContinue(Encoding.UTF8.GetBytes(vector.ClientFinal), out _);

        Assert.False(conversation.TryContinue("x"u8, out _));
        Assert.False(conversation.IsDone);
    }

    [Theory]
    [InlineData("")]
    [InlineData("c=biws")]
    [InlineData("c=biws,r=other,p=AAAA")]
    [InlineData("p=AAAA")]
    [InlineData("c=biws,{nonce}x,{proof}")]
    [InlineData("c=eSws,{nonce},{proof}")]
    [InlineData("c=biws,{nonce},p=")]
    [InlineData("c=biws,{nonce},p=AAAA")]
    [InlineData("c=biws,{nonce},p=not base64!")]
    [InlineData("c=biws,{nonce},p=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void A_final_message_that_is_not_the_right_one_fails(string message)
    {
        var vector = Vector();
        var conversation = Begin(vector, skipsEmptyExchange: true);
        var payload = message
            .Replace("{nonce}", $"r={vector.ClientNonce}{vector.ServerNonce}", StringComparison.Ordinal)
            .Replace("{proof}", $"p={vector.Proof}", StringComparison.Ordinal);

        Assert.False(conversation.TryContinue(Encoding.UTF8.GetBytes(payload), out _));
        Assert.False(conversation.IsDone);
    }

    [Fact]
    public void The_right_proof_of_a_user_who_does_not_exist_fails()
    {
        var vector = Vector();
        var conversation = Begin(vector, skipsEmptyExchange: true, exists: false);

        Assert.False(conversation.TryContinue(Encoding.UTF8.GetBytes(vector.ClientFinal), out _));
        Assert.False(conversation.IsDone);
    }

    [Fact]
    public void A_payload_beyond_the_limit_fails()
    {
        var conversation = Begin(Vector(), skipsEmptyExchange: true);

        Assert.False(conversation.TryContinue(new byte[1024 * 1024], out _));
    }

    private static ScramVector Vector() => ScramVectors.List[0];

    private static ScramConversation Begin(ScramVector vector, bool skipsEmptyExchange, bool exists = true)
    {
        var mechanism = ScramMechanism.Find(vector.Mechanism)!;
        var credentials = ScramCredentials.FromPassword(
            mechanism, "u", "p", Convert.FromBase64String(vector.Salt), vector.Iterations);
        Assert.True(ScramClientFirst.TryParse(Encoding.UTF8.GetBytes(vector.ClientFirst), out var first));
        return new ScramConversation(
            new ScramSubject("admin", "u", "127.0.0.1", exists), credentials, first, vector.ServerNonce)
        {
            SkipsEmptyExchange = skipsEmptyExchange,
        };
    }
}
