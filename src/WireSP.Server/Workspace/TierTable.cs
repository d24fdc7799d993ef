namespace WireSP.Server.Workspace;

/// <summary>The tiers, smallest first, with the limits that the tier guide documents.</summary>
internal static class TierTable
{
    private const long GiB = 1L << 30;

    /// <summary>All tiers, smallest first.</summary>
    public static readonly IReadOnlyList<Tier> All =
    [
        new("SP2", 0, GiB / 2, ParallelismMax: 1, KafkaPartitionsMax: 32) { CopiedCollectionsMax = 1 },
        new("SP5", 1, GiB, ParallelismMax: 2, KafkaPartitionsMax: 64) { CopiedCollectionsMax = 1 },
        new("SP10", 2, 2 * GiB, ParallelismMax: 8, KafkaPartitionsMax: null) { CopiedCollectionsMax = 5 },
        new("SP30", 3, 8 * GiB, ParallelismMax: 16, KafkaPartitionsMax: null) { CopiedCollectionsMax = 10 },
        new("SP50", 4, 32 * GiB, ParallelismMax: 64, KafkaPartitionsMax: null) { CopiedCollectionsMax = 50 },
    ];

    /// <summary>The default tier of a workspace that names none.</summary>
    public static Tier Default => All[2];

    /// <summary>The largest tier.</summary>
    public static Tier Max => All[^1];

    /// <summary>The names, for messages.</summary>
    public static string Names { get; } = string.Join(", ", All.Select(tier => tier.Name));

    /// <summary>The tier of that name; null when there is none.</summary>
    public static Tier? Find(string name) =>
        All.FirstOrDefault(tier => string.Equals(tier.Name, name, StringComparison.Ordinal));

    /// <summary>Why a copy of so many collections may not run on a tier; null when it may.</summary>
    public static string? FindCopyRefusal(Tier tier, int collections)
    {
        if (collections <= tier.CopiedCollectionsMax)
        {
            return null;
        }

        var sufficient = All.FirstOrDefault(candidate => collections <= candidate.CopiedCollectionsMax);
        return $"initialSync copies {collections} collections, and tier {tier.Name} allows "
            + $"{tier.CopiedCollectionsMax}. "
            + (sufficient is null
                ? $"No tier allows more than {Max.CopiedCollectionsMax}."
                : $"Minimum tier for this workload: {sufficient.Name} or larger.");
    }

    /// <summary>Why a pipeline may not run on a tier; null when it may.</summary>
    /// <param name="tier">The tier asked for.</param>
    /// <param name="maxTier">The workspace's largest tier.</param>
    /// <param name="addedParallelism">The pipeline's cumulative parallelism.</param>
    public static string? FindRefusal(Tier tier, Tier maxTier, int addedParallelism)
    {
        if (tier.Rank > maxTier.Rank)
        {
            return $"tier {tier.Name} exceeds the maximum tier {maxTier.Name} of this workspace";
        }

        if (addedParallelism <= tier.ParallelismMax)
        {
            return null;
        }

        var sufficient = All.FirstOrDefault(candidate => addedParallelism <= candidate.ParallelismMax);
        var advice = sufficient is null
            ? $"No tier allows more than {Max.ParallelismMax}."
            : $"Minimum tier for this workload: {sufficient.Name} or larger.";
        return "Operator parallelism requested exceeds limit for this tier. "
            + $"(Requested: {addedParallelism}, Limit: {tier.ParallelismMax}). {advice}";
    }
}
