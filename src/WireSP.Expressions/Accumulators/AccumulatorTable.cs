using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;

namespace WireSP.Expressions.Accumulators;

/// <summary>Every accumulator of <c>$group</c>, one row each, sorted by name.</summary>
internal static class AccumulatorTable
{
    private static readonly AccumulatorSpec[] Sorted =
    [
        CustomAccumulator.Spec,
        AddToSet.Spec,
        Avg.Spec,
        Bottom.Spec,
        BottomN.Spec,
        ConcatArrays.Spec,
        Count.Spec,
        First.Spec,
        FirstN.Spec,
        Last.Spec,
        LastN.Spec,
        Max.Spec,
        MaxN.Spec,
        Median.Spec,
        MergeObjects.Spec,
        Min.Spec,
        MinN.Spec,
        Percentile.Spec,
        Push.Spec,
        SetUnion.Spec,
        StdDevPop.Spec,
        StdDevSamp.Spec,
        Sum.Spec,
        Top.Spec,
        TopN.Spec,
    ];

    private static readonly FrozenDictionary<string, AccumulatorSpec> ByName =
        Sorted.ToFrozenDictionary(spec => spec.Name, StringComparer.Ordinal);

    /// <summary>The rows in order.</summary>
    public static IReadOnlyList<AccumulatorSpec> Rows => Sorted;

    /// <summary>The accumulators' names in order.</summary>
    public static IEnumerable<string> Names => Sorted.Select(spec => spec.Name);

    /// <summary>Finds an accumulator by its name.</summary>
    public static bool TryFind(string name, [MaybeNullWhen(false)] out AccumulatorSpec spec) =>
        ByName.TryGetValue(name, out spec);
}
