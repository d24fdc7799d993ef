using WireSP.Server.Workspace;

namespace WireSP.Tests.Server.Workspace;

public class ProcessorNameTests
{
    [Theory]
    [InlineData("orders")]
    [InlineData("Orders_2-b.v1")]
    [InlineData("two words")]
    public void Ordinary_names_are_fine(string name) => Assert.Null(ProcessorName.FindRefusal(name));

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    [InlineData("a\u0000b")]
    [InlineData("оrders")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData(" padded ")]
    [InlineData("NUL")]
    [InlineData("com1")]
    [InlineData("$cmd")]
    public void Names_that_look_like_something_else_are_refused(string name) =>
        Assert.NotNull(ProcessorName.FindRefusal(name));

    [Fact]
    public void Names_of_ten_kilobytes_are_refused() =>
        Assert.NotNull(ProcessorName.FindRefusal(new string('a', 10_240)));
}
