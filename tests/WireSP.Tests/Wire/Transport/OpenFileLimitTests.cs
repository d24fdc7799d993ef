using WireSP.Wire.Transport;

namespace WireSP.Tests.Wire.Transport;

public class OpenFileLimitTests
{
    [Theory]
    [InlineData("Max open files            20000                1048576              files     ", 19_488)]
    [InlineData("Max open files            100                  1048576              files     ", 64)]
    [InlineData("Max open files            unlimited            unlimited            files     ", int.MaxValue)]
    [InlineData("Max file locks            unlimited            unlimited            locks     ", int.MaxValue)]
    public void F8_some_descriptors_are_kept_back(string line, int socketsMax) =>
        Assert.Equal(socketsMax, OpenFileLimit.SocketsMaxOf(["Limit  Soft Limit  Hard Limit  Units", line]));
}
