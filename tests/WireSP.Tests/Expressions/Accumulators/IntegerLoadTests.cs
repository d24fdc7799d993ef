using WireSP.Expressions.Accumulators;

namespace WireSP.Tests.Expressions.Accumulators;

public class IntegerLoadTests
{
    [Theory]
    [InlineData(1L << 58, 64, false)]
    [InlineData(long.MinValue, 1, false)]
    [InlineData(long.MaxValue, 2, false)]
    [InlineData(1L << 47, 64, true)]
    [InlineData(-(1L << 47), 3, true)]
    [InlineData(0, 64, true)]
    public void A_run_is_taken_whose_sum_stays_far_within_a_long(long integer, int count, bool isTaken)
    {
        var integers = new long[count];
        Array.Fill(integers, integer);
        long load = 0;

        Assert.Equal(isTaken, IntegerLoad.TryAdd(integers, ref load));
        Assert.Equal(isTaken, load >= Math.Abs(integer == long.MinValue ? 1 : integer) && load > 0);
    }

    [Fact]
    public void What_was_taken_counts_until_there_is_room_no_more()
    {
        long load = 0;
        Assert.True(IntegerLoad.TryAdd(1L << 59, ref load));
        Assert.True(IntegerLoad.TryAdd(-(1L << 59), ref load));

        Assert.False(IntegerLoad.TryAdd(1L, ref load));
        Assert.False(IntegerLoad.TryAdd([1], ref load));
        Assert.False(IntegerLoad.IsWithin((1L << 60) + 1));
    }
}
