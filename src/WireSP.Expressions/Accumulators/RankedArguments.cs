using WireSP.Expressions.Nodes;

namespace WireSP.Expressions.Accumulators;

/// <summary>What the columns of <c>$firstN</c>, <c>$topN</c> and their kin are made from.</summary>
/// <param name="Name">The operator's name, for messages.</param>
/// <param name="End">Which values are kept.</param>
/// <param name="Output">The value that is kept.</param>
internal sealed record RankedArguments(string Name, RankedEnd End, Expression Output)
{
    /// <summary>How many values are kept; null for one, as <see cref="TopColumns{TKey}"/> keep it.</summary>
    public Expression? Limit { get; init; }

    /// <summary>The sort keys; null when the value is its own key.</summary>
    public Expression? Keys { get; init; }

    /// <summary>
    /// Compares arrays of sort keys; null when there is one, which is compared by <see cref="Sign"/>.
    /// </summary>
    public SortOrder? Order { get; init; }

    /// <summary>1 when small values sort first, -1 when great ones do.</summary>
    public int Sign { get; init; } = 1;

    /// <summary>Whether null and missing values are passed over.</summary>
    public bool SkipsNullish { get; init; }

    /// <summary>Whether a document may fail.</summary>
    public bool CanFail => Output.CanFail || (Limit is not null and not Constant) || Keys is { CanFail: true };
}
