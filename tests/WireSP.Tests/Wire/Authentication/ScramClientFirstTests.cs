using System.Text;
using WireSP.Wire.Authentication;

namespace WireSP.Tests.Wire.Authentication;

public class ScramClientFirstTests
{
    [Theory]
    [InlineData("n,,n=u,r=abc", "u", "abc")]
    [InlineData("n,,n=a=2Cb=3Dc,r=x", "a,b=c", "x")]
    [InlineData("n,,n=a=3D2C,r=x", "a=2C", "x")]
    [InlineData("n,,n=ü,r=x", "ü", "x")]
    public void Reads_name_and_nonce(string message, string user, string nonce)
    {
        Assert.True(ScramClientFirst.TryParse(Encoding.UTF8.GetBytes(message), out var first));
        Assert.Equal((user, nonce, message[3..]), (first.User, first.Nonce, first.Bare));
    }

    [Theory]
    [InlineData("")]
    [InlineData("n,,")]
    [InlineData("n,,n=u")]
    [InlineData("n,,n=u,r=")]
    [InlineData("n,,n=,r=x")]
    [InlineData("n,,r=x,n=u")]
    [InlineData("y,,n=u,r=x")]
    [InlineData("p=tls-unique,,n=u,r=x")]
    [InlineData("n,a=other,n=u,r=x")]
    [InlineData("n,,m=ext,n=u,r=x")]
    [InlineData("n,,n=a=b,r=x")]
    [InlineData("n,,n=a=2c,r=x")]
    public void Refuses(string message) =>
        Assert.False(ScramClientFirst.TryParse(Encoding.UTF8.GetBytes(message), out _));

    [Fact]
    public void Refuses_what_is_not_utf8() =>
        Assert.False(ScramClientFirst.TryParse([.. "n,,n="u8, 0xC0, 0xAF, .. ",r=x"u8], out _));
}
