using WireSP.Bson;

namespace WireSP.Tests.Bson;

public class PrefetchTests
{
    [Theory]
    [InlineData(0, 0, 0b1)]
    [InlineData(0, 1, 0b11)]
    [InlineData(63, 64, 0b11)]
    [InlineData(64, 127, 0b110)]
    [InlineData(100, 300, 0b111110)]
    [InlineData(500, 5000, 0b10000000)]
    [InlineData(512, 600, 0)]
    public void Lines_are_those_that_bytes_may_be_in_wherever_the_slice_begins(int first, int last, uint expected) =>
        Assert.Equal(expected, Prefetch.LinesOf(first, last));
}
