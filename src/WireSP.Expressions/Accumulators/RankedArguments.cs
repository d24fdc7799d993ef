namespace WireSP.Expressions.Accumulators;

/// <summary>What the columns of <c>$firstN</c>, <c>$topN</c> and their kin are made from.</summary>
/// <param name="Name">The operator's name, for messages.</param>
/// <param name="End">Which values are kept.</param>
/// <param name="Output">The value that is kept.</param>
internal sealed record RankedArguments(string Name, RankedEnd End, Expression Output)
{
    /// <summary>How many values are kept; null for one, which is then the result itself and not an array.</summary>
    public Expression? Limit { get; init; }

    /// <summary>The sort keys; null when the value is its own key.</summary>
    public Expression? Keys { get; init; }

    /// <summary>Compares the sort keys; null when values are compared by <see cref="Sign"/>.</summary>
    public SortOrder? Order { get; init; }

    /// <summary>1 when small values sort first, -1 when great ones do.</summary>
    public int Sign { get; init; } = 1;

    /// <summary>Whether null and missing values are passed over.</summary>
    public bool SkipsNullish { get; init; }
}
