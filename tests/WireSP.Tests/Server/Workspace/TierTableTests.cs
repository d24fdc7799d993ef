using WireSP.Server.Workspace;

namespace WireSP.Tests.Server.Workspace;

public class TierTableTests
{
    [Theory]
    [InlineData("SP2", 429_496_728L, 1, 32)]
    [InlineData("SP5", 858_993_456L, 2, 64)]
    [InlineData("SP10", 1_717_986_916L, 8, null)]
    [InlineData("SP30", 6_871_947_672L, 16, null)]
    [InlineData("SP50", 27_487_790_692L, 64, null)]
    public void Each_tier_has_its_documented_budget(string name, long stateBytes, int parallelism, int? partitions)
    {
        var tier = TierTable.Find(name)!;

        Assert.Equal(stateBytes, tier.StateBytesMax);
        Assert.Equal(parallelism, tier.ParallelismMax);
        Assert.Equal(partitions, tier.KafkaPartitionsMax);
    }

    [Fact]
    public void Tiers_are_found_by_their_exact_name()
    {
        Assert.Null(TierTable.Find("sp10"));
        Assert.Equal("SP2, SP5, SP10, SP30, SP50", TierTable.Names);
    }

    [Fact]
    public void Parallelism_over_the_limit_names_the_least_sufficient_tier()
    {
        Assert.Null(TierTable.FindRefusal(TierTable.Find("SP10")!, TierTable.Max, addedParallelism: 8));
        Assert.Equal(
            "Operator parallelism requested exceeds limit for this tier. (Requested: 9, Limit: 8). "
            + "Minimum tier for this workload: SP30 or larger.",
            TierTable.FindRefusal(TierTable.Find("SP10")!, TierTable.Max, addedParallelism: 9));
        Assert.EndsWith(
            "No tier allows more than 64.",
            TierTable.FindRefusal(TierTable.Max, TierTable.Max, addedParallelism: 65),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_tier_above_the_workspaces_maximum_is_refused() =>
        Assert.Equal(
            "tier SP30 exceeds the maximum tier SP10 of this workspace",
            TierTable.FindRefusal(TierTable.Find("SP30")!, TierTable.Find("SP10")!, addedParallelism: 0));

    [Theory]
    [InlineData("SP5", 1, null)]
    [InlineData("SP5", 2, "Minimum tier for this workload: SP10 or larger.")]
    [InlineData("SP10", 11, "Minimum tier for this workload: SP50 or larger.")]
    [InlineData("SP50", 51, "No tier allows more than 50.")]
    public void So_many_collections_are_copied_as_the_tier_allows(string tier, int collections, string? expected)
    {
        var refusal = TierTable.FindCopyRefusal(TierTable.Find(tier)!, collections);

        if (expected is null)
        {
            Assert.Null(refusal);
        }
        else
        {
            Assert.EndsWith(expected, refusal, StringComparison.Ordinal);
        }
    }
}
