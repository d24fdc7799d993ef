using WireSP.Wire.Authentication;

namespace WireSP.Tests.Wire.Authentication;

public class ScramCredentialsTests
{
    [Theory]
    [InlineData("SCRAM-SHA-1", 10_000, 16, 20)]
    [InlineData("SCRAM-SHA-256", 15_000, 28, 32)]
    public void Sizes_are_those_that_servers_store(string mechanism, int iterations, int saltBytes, int keyBytes)
    {
        var credentials = ScramCredentials.FromPassword(ScramMechanism.Find(mechanism)!, "u", "p");

        Assert.Equal(iterations, credentials.Iterations);
        Assert.Equal(saltBytes, credentials.Salt.Length);
        Assert.Equal((keyBytes, keyBytes), (credentials.StoredKey.Length, credentials.ServerKey.Length));
    }

    [Fact]
    public void The_text_form_comes_back_the_same()
    {
        var credentials = ScramCredentials.FromPassword(ScramMechanism.Sha256, "u", "p", [1, 2, 3], 4096);

        Assert.True(ScramCredentials.TryParse(credentials.ToText(), out var parsed));
        Assert.Equal(credentials.ToText(), parsed.ToText());
        Assert.StartsWith("SCRAM-SHA-256$4096:AQID$", credentials.ToText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("secret")]
    [InlineData("SCRAM-SHA-512$4096:AQID$AAAA:AAAA")]
    [InlineData("SCRAM-SHA-1$4095:AQID$AAAAAAAAAAAAAAAAAAAAAAAAAAA=:AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("SCRAM-SHA-1$4096:AQID$AAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    [InlineData("SCRAM-SHA-1$4096:$AAAAAAAAAAAAAAAAAAAAAAAAAAA=:AAAAAAAAAAAAAAAAAAAAAAAAAAA=")]
    public void What_is_not_the_text_form_is_refused(string? text) =>
        Assert.False(ScramCredentials.TryParse(text, out _));

    [Fact]
    public void Printing_credentials_tells_no_key() =>
        Assert.Equal(
            "SCRAM-SHA-1 credentials", ScramCredentials.FromPassword(ScramMechanism.Sha1, "u", "p").ToString());
}
