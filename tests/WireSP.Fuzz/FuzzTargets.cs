using WireSP.Fuzz.Targets;

namespace WireSP.Fuzz;

/// <summary>Every target, sorted by name.</summary>
internal static class FuzzTargets
{
    public static readonly IReadOnlyList<FuzzTarget> All =
    [
        BsonFuzz.Target,
        Decimal128Fuzz.Target,
        FramesFuzz.Target,
        JsonFuzz.Target,
        LenientJsonFuzz.Target,
    ];
}
