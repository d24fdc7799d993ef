namespace WireSP.Expressions;

/// <summary>Operators that a stream processor does not have, with what to say to who writes one.</summary>
internal static class RefusedExpressions
{
    private const string NeedsKeys = "it needs an encrypted client";
    private const string IsNewer = "it is newer than the language spoken here";

    private static readonly (string Name, string Reason)[] Rows =
    [
        ("$accumulator", "it stands in $group only; $function runs JavaScript anywhere"),
        ("$encStrContains", NeedsKeys),
        ("$encStrEndsWith", NeedsKeys),
        ("$encStrNormalizedEq", NeedsKeys),
        ("$encStrStartsWith", NeedsKeys),
        ("$expr", "it stands in $match only; write what is in it"),
        ("$sampleRate", "it stands in $match only; here, compare with { $rand: {} }"),
        ("$similarityCosine", IsNewer),
        ("$similarityDotProduct", IsNewer),
        ("$similarityEuclidean", IsNewer),
        ("$toHashedIndexKey", "there are no hashed indexes here; $hash gives a hash"),
    ];

    /// <summary>The names in order.</summary>
    public static IEnumerable<string> Names => Rows.Select(row => row.Name);

    /// <summary>Why an operator is refused; null when it is none of these.</summary>
    public static string? ReasonFor(string name)
    {
        foreach (var (refused, reason) in Rows)
        {
            if (refused == name)
            {
                return reason;
            }
        }

        return null;
    }
}
