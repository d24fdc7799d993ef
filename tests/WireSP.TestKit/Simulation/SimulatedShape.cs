namespace WireSP.TestKit.Simulation;

/// <summary>What a simulated pipeline does with its documents.</summary>
internal enum SimulatedShape
{
    /// <summary>Each goes through.</summary>
    Through,

    /// <summary>Groups of windows that follow one another.</summary>
    Tumbling,

    /// <summary>Groups of windows that overlap.</summary>
    Hopping,

    /// <summary>Groups of sessions.</summary>
    Session,

    /// <summary>The documents of a window, in order.</summary>
    Sorted,
}
