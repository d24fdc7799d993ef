using WireSP.Wire.Authentication;

namespace WireSP.Tests.Wire.Authentication;

public class SaslPrepTests
{
    // The examples of RFC 4013 §3, and one for each rule beside them.
    [Theory]
    [InlineData("I\u00ADX", "IX")]
    [InlineData("user", "user")]
    [InlineData("USER", "USER")]
    [InlineData("\u00AA", "a")]
    [InlineData("\u2168", "IX")]
    [InlineData("a\u00A0b", "a b")]
    [InlineData("e\u0301", "\u00E9")]
    [InlineData("\u1112\u1161\u11AB", "\uD55C")]
    [InlineData("\uD55C", "\uD55C")]
    [InlineData("q\u0323\u0307", "q\u0323\u0307")]
    [InlineData("q\u0307\u0323", "q\u0323\u0307")]
    [InlineData("\uFB01", "fi")]
    [InlineData("\u1E9B\u0323", "\u1E69")]
    [InlineData("\u0627\u0628", "\u0627\u0628")]
    [InlineData("", "")]
    public void Prepares(string password, string expected) => Assert.Equal(expected, SaslPrep.Prepare(password));

    [Theory]
    [InlineData("\u0007")]
    [InlineData("a\u007Fb")]
    [InlineData("\uE000")]
    [InlineData("\uFFFD")]
    [InlineData("\u0627\u0031")]
    [InlineData("\u0627a\u0628")]
    public void Refuses(string password) => Assert.Throws<FormatException>(() => SaslPrep.Prepare(password));
}
