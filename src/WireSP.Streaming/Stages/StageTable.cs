using System.Diagnostics.CodeAnalysis;

namespace WireSP.Streaming.Stages;

/// <summary>Every stage that a pipeline may contain, sorted by name.</summary>
internal static class StageTable
{
    private static readonly StageSpec[] Sorted =
    [
        AddFieldsStage.Spec,
        CachedLookupStage.Spec,
        CountStage.Spec,
        EmitStage.Spec,
        GroupStage.Spec,
        HoppingWindowStage.Spec,
        LimitStage.Spec,
        LookupStage.Spec,
        MatchStage.Spec,
        MergeStage.Spec,
        ProjectStage.Spec,
        RedactStage.Spec,
        ReplaceRootStage.Spec,
        ReplaceWithStage.Spec,
        SessionWindowStage.Spec,
        SetStage.Spec,
        SetStreamMetaStage.Spec,
        SortStage.Spec,
        SourceStage.Spec,
        ThrottleStage.Spec,
        TumblingWindowStage.Spec,
        UnsetStage.Spec,
        UnwindStage.Spec,
        ValidateStage.Spec,
    ];

    /// <summary>The rows in order.</summary>
    public static IReadOnlyList<StageSpec> Rows => Sorted;

    /// <summary>The names in order.</summary>
    public static IEnumerable<string> Names => Sorted.Select(spec => spec.Name);

    /// <summary>Finds a stage by its name with the dollar sign.</summary>
    public static bool TryFind(string name, [NotNullWhen(true)] out StageSpec? spec)
    {
        spec = Array.Find(Sorted, row => row.Name == name);
        return spec is not null;
    }
}
