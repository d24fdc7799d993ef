namespace WireSP.Expressions.Accumulators;

/// <summary>Which values a bounded list keeps.</summary>
internal enum RankedEnd
{
    /// <summary>Those that came first.</summary>
    First,

    /// <summary>Those that came last.</summary>
    Last,

    /// <summary>Those that sort first.</summary>
    Top,

    /// <summary>Those that sort last.</summary>
    Bottom,
}
